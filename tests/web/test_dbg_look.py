from tests.web.test_walls_pages import *
from tests.web.conftest import *
import difflib
def test_dbg(county):
    people()
    plain, marked = said(), said()
    suspected(marked)
    for role in UNKNOWING:
        a,b=[pages_of(role,n) for n in (plain,marked)]
        for k in a:
            if a[k]!=b[k]:
                A=re.split(r"(?=<t[dr])",a[k]);B=re.split(r"(?=<t[dr])",b[k])
                print(role,k); print("\n".join(l[:260] for l in difflib.unified_diff(A,B,lineterm="",n=1))); return
