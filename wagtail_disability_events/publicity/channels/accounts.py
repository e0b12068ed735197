"""Official accounts: keeping one, and trying whether it works."""

from wagtail.log_actions import log

from ...core.users import User
from .api.calling import ApiCaller, sandbox_platform
from .models import WechatAccount


def save_account(account: WechatAccount, user: User) -> WechatAccount:
    """Keep an account; one of the sandbox is opened there too. Raises ChannelError without a sandbox."""
    account.save()
    if account.platform == WechatAccount.Platform.SANDBOX:
        sandbox = sandbox_platform()
        sandbox.store.open_account(account.app_id, account.secret, may_publish=account.may_publish)
    data = {"name": account.name}
    log(instance=account.organisation, action="wde.account.save", user=user, data=data)
    return account


def try_account(account: WechatAccount) -> None:
    """Ask the platform for a new token. Raises ChannelError where it does not know the account."""
    ApiCaller(account).token(stale=account.token or "-")
