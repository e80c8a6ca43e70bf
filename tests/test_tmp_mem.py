import csv, os, resource, sys, time
import pytest
from tests.factories.batches import GOOD
from tests.factories.county import *
from rongzhi.exchange.intake.filing import file_batch
@pytest.mark.django_db(transaction=True)
def test_mem(tmp_path):
    county()
    p = tmp_path/"b.csv"
    n = int(os.environ["N"])
    with p.open("w", newline="") as f:
        w = csv.DictWriter(f, fieldnames=GOOD); w.writeheader()
        for i in range(n): w.writerow({**GOOD, "external_ref": f"r{i}"})
    rss = {}
    def show(done, total):
        if done % 2500 == 0 and done not in rss: rss[done] = int(open("/proc/self/statm").read().split()[1])*4//1024
    t=time.time()
    with open(tmp_path/"r.csv","wb") as rec:
        r = file_batch(p, filename="b.csv", by=filer(), county=CODE, owner="PMCF", now=clock(), progress=show, receipts=rec)
    print(r.filed, time.time()-t, rss)
