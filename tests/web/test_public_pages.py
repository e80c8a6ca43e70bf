"""The public pages, in both languages, with the headers that keep browsers safe."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from rongzhi.rulebook.registry import national_procedures

PUBLIC = ("front", "file", "enter", "sign_in", "procedures", "rules", "matrix", "root")
GATED = ("desk", "roster", "desk_file", "batch", "messages")


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_speaks_both_languages(county: str, client: Client, name: str) -> None:
    chinese = client.get(reverse(name), headers={"accept-language": "zh-CN"})
    english = client.get(reverse(name), headers={"accept-language": "en"})

    assert (chinese.status_code, english.status_code) == (200, 200)
    assert '<html lang="zh-Hans">' in chinese.text
    assert '<html lang="en">' in english.text


@pytest.mark.parametrize("name", PUBLIC)
def test_page_carries_no_inline_style_or_script(county: str, client: Client, name: str) -> None:
    answer = client.get(reverse(name))

    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "<style" not in answer.text
    assert "style=" not in answer.text
    assert "<script" not in answer.text
    assert "onclick" not in answer.text


@pytest.mark.parametrize("key", [p.key for p in national_procedures()])
def test_every_procedure_is_published_with_its_acts(county: str, client: Client, key: str) -> None:
    found = next(p for p in national_procedures() if p.key == key)

    page = client.get(reverse("procedure", args=[key]))

    assert page.status_code == 200
    assert all(f'id="{act.key}"' in page.text for act in found.acts)
    assert ("<svg" in page.text) == bool(found.stages)
    assert all(escape(guard.requires) in page.text for act in found.acts for guard in act.needs)


def test_unknown_procedure_is_not_found(county: str, client: Client) -> None:
    assert client.get(reverse("procedure", args=["nothing"])).status_code == 404


def test_rules_show_the_neutral_ground_and_never_its_true_codes(county: str, client: Client) -> None:
    page = client.get(reverse("rules"))

    assert "NA7–9" in page.text
    assert not any(f">{code}<" in page.text for code in ("NA7", "NA8", "NA9"))


def test_language_is_kept_when_chosen(county: str, client: Client) -> None:
    client.post(reverse("language"), {"language": "en", "next": "/rules/"})

    assert '<html lang="en">' in client.get("/rules/", headers={"accept-language": "zh"}).text


def test_language_switch_does_not_lead_away(county: str, client: Client) -> None:
    answer = client.post(reverse("language"), {"language": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("name", GATED)
def test_desk_asks_to_sign_in(county: str, client: Client, name: str) -> None:
    answer = client.get(reverse(name))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("path", ["/nothing/", "/cases/", "/procedures/x/y/", "/receipt/%00/"])
def test_unknown_address_is_told_in_plain_words(county: str, client: Client, path: str) -> None:
    answer = client.get(path, headers={"accept-language": "zh"})

    assert answer.status_code == 404
    assert "没有找到" in answer.text
    assert "Traceback" not in answer.text


def test_error_page_shows_no_trace(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("rongzhi.web.views.public.public_grounds", broken)
    client = Client(raise_request_exception=False)

    answer = client.get("/rules/", headers={"accept-language": "en"})

    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "secret detail" not in answer.text


def test_missing_csrf_token_is_told_in_plain_words(county: str) -> None:
    answer = Client(enforce_csrf_checks=True).post("/file/", {}, headers={"accept-language": "en"})

    assert answer.status_code == 403
    assert "nothing was sent" in answer.text


def test_site_without_a_county_says_so(db: None, installation, client: Client) -> None:
    answer = client.get("/file/", headers={"accept-language": "en"})

    assert answer.status_code == 503
    assert "no county yet" in answer.text


def test_health_tells_database_and_key(county: str, client: Client, settings) -> None:
    well = client.get("/health/")
    settings.RONGZHI_KEY_FILE.unlink()
    ill = client.get("/health/")

    assert (well.status_code, well.json()["ok"]) == (200, True)
    assert (ill.status_code, ill.json()["key"]) == (503, "KeyLost")


def test_demo_county_shows_its_clock(county: str, client: Client) -> None:
    from rongzhi.directory.models import County

    plain = client.get("/", headers={"accept-language": "en"}).text
    County.objects.update(demo=True)
    demo = client.get("/", headers={"accept-language": "en"}).text

    assert "Demo time" not in plain
    assert "Demo time" in demo
