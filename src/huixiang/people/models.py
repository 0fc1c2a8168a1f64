"""Organisations, the unit tree, members with a post, roles, invitations, an organisation's own days."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from huixiang.kernel.tenancy import TenantModel
from huixiang.people.roles import Role


class Organisation(models.Model):
    """Whose house. The only table without a tenant key, being the tenant; found by the host of the address."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    host = models.CharField(max_length=253, unique=True, null=True, blank=True)
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    asking_days = models.PositiveSmallIntegerField(default=7)
    limit_working_days = models.PositiveSmallIntegerField(default=15)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class Unit(TenantModel):
    """A node of the unit tree. ``path`` is ``/1/5/`` with the own id last, so a subtree is a prefix."""

    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("path", "id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="unit_code_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_below_itself"),
        ]
        indexes = [models.Index(fields=["organisation", "path"], name="unit_path")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; the Chinese one where there is no other."""
        english = not (get_language() or "zh-hans").startswith("zh")
        return self.name_en if english and self.name_en else self.name


class UnitMove(TenantModel):
    """That a unit stood elsewhere in the tree before: moves keep their history."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="moves")
    from_parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    to_parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)


class UserManager(BaseUserManager["User"]):
    """Finds users by their sign-in name within the organisation of the transaction."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser, TenantModel):
    """Somebody who signs in. One organisation each; row-level security hides the others' users."""

    username = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["organisation", "username"], name="username_once")]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, _perm: str, _obj: Any = None) -> bool:
        """Django's own permissions are not used; see permissions.py."""
        return False


class Membership(TenantModel):
    """A person in a unit with a post, for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    post = models.CharField(max_length=80, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_current_membership"),
        ]


class RoleGrant(TenantModel):
    """A role given to a person for a unit; withdrawn rather than deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(withdrawn_at=None), name="role_given_once"
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="role_known"),
        ]


class Invitation(TenantModel):
    """A link with which a person sets the first password. Only the digest of the link is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["organisation", "digest"], name="invitation_digest")]


class OwnDay(TenantModel):
    """A day that is worked, or not worked, here against the public calendar."""

    day = models.DateField()
    working = models.BooleanField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ("day",)
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="own_day_once")]
