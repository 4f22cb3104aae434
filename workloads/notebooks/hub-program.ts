/**
 * The hub's configuration in the language that JupyterHub has for it. What differs between stacks is in settings.json beside it, made by
 * `hubSettings`; secrets come from the environment and from a mounted Secret.
 */
export const HUB_PROGRAM = `import hmac
import json
import os
import sys

from jupyterhub.auth import Authenticator

with open("/etc/jupyterhub/settings.json") as file:
    settings = json.load(file)


class NamedUsers(Authenticator):
    """Users with a password each, as the stack's configuration names them."""

    async def authenticate(self, handler, data):
        with open("/etc/jupyterhub-access/passwords.json") as file:
            passwords = json.load(file)
        username = self.normalize_username(data["username"])
        expected = passwords.get(username, "")
        # Compared for unknown users as well: the time of an answer must not say who exists.
        right = hmac.compare_digest(expected.encode(), data["password"].encode())
        return username if right and expected else None


if settings["signIn"] == "google":
    from oauthenticator.google import GoogleOAuthenticator

    c.JupyterHub.authenticator_class = GoogleOAuthenticator
    c.GoogleOAuthenticator.client_id = settings["google"]["clientId"]
    c.GoogleOAuthenticator.client_secret = os.environ["GOOGLE_CLIENT_SECRET"]
    c.GoogleOAuthenticator.oauth_callback_url = settings["google"]["callback"]
    c.GoogleOAuthenticator.strip_domain = False
    if settings["google"]["domains"]:
        c.GoogleOAuthenticator.hosted_domain = settings["google"]["domains"]
        # Everybody of these domains, unless users are named.
        c.Authenticator.allow_all = not settings["users"]
else:
    c.JupyterHub.authenticator_class = NamedUsers

c.Authenticator.allowed_users = set(settings["users"])
c.Authenticator.admin_users = set(settings["admins"])

c.JupyterHub.hub_bind_url = "http://:8081"
c.JupyterHub.hub_connect_url = settings["hubUrl"]
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/cookie_secret"

# The proxy is another pod, and notebooks are pods of their own: both live on while the hub starts anew.
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = settings["proxyApiUrl"]
c.JupyterHub.cleanup_proxy = False
c.JupyterHub.cleanup_servers = False
# A proxy that starts anew knows no way; the hub tells it all of them when it looks.
c.JupyterHub.proxy_check_interval = 10
c.JupyterHub.last_activity_interval = settings["activityInterval"]

c.JupyterHub.spawner_class = "kubespawner.KubeSpawner"
for name, value in settings["spawner"].items():
    setattr(c.KubeSpawner, name, value)

c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", *settings["culler"]],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
`;
