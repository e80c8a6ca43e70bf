"""A login of somebody who works in the mechanism, with the post in which they act."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models.body import Body


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
    left_on = models.DateField(null=True)
    means = models.CharField(max_length=12, blank=True)  # sms, email: where a reset code may be sent
    address_nonce = models.BinaryField(max_length=12, null=True)
    address = models.BinaryField(null=True)  # sealed

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
