"""What a colleague may do, read in one statement: through the roles and, rarely, given by name."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Model

from relations.models import User


class RightsBackend(ModelBackend):
    """Django's own, but for reading both sources of rights together."""

    def get_all_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            columns = ("content_type__app_label", "codename")
            by_name = Permission.objects.filter(user=user_obj).order_by().values_list(*columns)
            by_role = Permission.objects.filter(group__user=user_obj).order_by().values_list(*columns)
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in by_name.union(by_role)}
        return user_obj._perm_cache
