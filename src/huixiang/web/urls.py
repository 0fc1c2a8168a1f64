from django.conf import settings
from django.urls import URLPattern, path

from huixiang.web import style, views

app_name = "web"

urlpatterns: list[URLPattern] = [path("preferences", views.preferences, name="preferences")]

if settings.DEBUG:
    urlpatterns += [path("style", style.style_page, name="style")]
