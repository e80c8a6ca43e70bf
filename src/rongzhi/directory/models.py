"""Rows of the directory: county, body and neutral are projections of their files; accounts are not."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from rongzhi.core.procedure.definition import Actor


class County(models.Model):
    """A county and the rules it has adopted."""

    code = models.CharField(max_length=12, primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    pack = models.CharField(max_length=60)
    pack_version = models.CharField(max_length=40)
    demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = "县域"


class Body(models.Model):
    """A department, court, regulator, institution, mediation organisation or social force."""

    number = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12)
    handle = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    pinyin = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=16, default="active")
    more = models.TextField(default="{}")

    class Meta:
        verbose_name = "机构"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "handle"], name="body_handle_once")
        ]


class Neutral(models.Model):
    """A mediator or evaluator on the roster."""

    number = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12)
    handle = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    pinyin = models.CharField(max_length=200, blank=True)
    background = models.CharField(max_length=40, blank=True)
    specialisms = models.CharField(max_length=300, blank=True)
    employer = models.CharField(max_length=40, blank=True)
    payer = models.CharField(max_length=40, blank=True)
    host = models.CharField(max_length=40, blank=True)
    ties = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=16, default="active")
    more = models.TextField(default="{}")

    class Meta:
        verbose_name = "中立人员"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "handle"], name="neutral_handle_once")
        ]


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A login of somebody who works in the mechanism; parties come by case number and code instead."""

    username = models.CharField(max_length=60, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    county = models.CharField(max_length=12, blank=True)
    body = models.CharField(max_length=40, blank=True)  # handle
    functions = models.CharField(
        max_length=200, blank=True
    )  # officer,reviewer,manager,administrator,assessor …
    neutral = models.CharField(max_length=40, blank=True)  # handle
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        verbose_name = "账户"

    def __str__(self) -> str:
        return self.name_zh or self.username

    def actor(self) -> Actor:
        """Who this account is before the rules."""
        kind = (
            Body.objects.filter(county=self.county, handle=self.body).values_list("kind", flat=True).first()
        )
        return Actor(
            id=self.username,
            bodies=frozenset({self.body} - {""}),
            codes=frozenset({kind} - {None}),
            functions=frozenset(self.functions.split(",")) - {""},
            neutral=self.neutral,
            county=self.county,
        )
