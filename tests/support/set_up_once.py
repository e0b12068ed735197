"""A process in which the site is set up once; every command is a child of it.

Setting up Django, Wagtail and this package takes seconds; a child begins where that has ended. Orders come as
lines of JSON on standard input, answers go the same way on standard output:

``{"command": ["run_periodic"], "output": path}`` → ``{"pid": 123}``: manage.py with these words
``{"serve": ["example_site.wsgi", …], "output": path}`` → ``{"pid": 123}``: gunicorn with these words
``{"wait": 123}`` → ``{"code": 0}``: once the child has ended; with ``"block": false`` null while it has not
"""

import json
import os
import sys
from collections.abc import Callable
from typing import NoReturn

import django
from django.core.management import execute_from_command_line
from django.db import connections


def main() -> None:
    """Do as ordered until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    orders = os.fdopen(os.dup(0), "r")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    django.setup()
    connections.close_all()
    ended: dict[int, int] = {}
    for line in iter(orders.readline, ""):
        order = json.loads(line)
        if "wait" in order:
            answer: dict[str, int | None] = {
                "code": _code(order["wait"], ended, blocks=order.get("block", True))
            }
        elif "serve" in order:
            answer = {"pid": _child(lambda words=order["serve"]: _serve(words), order["output"])}
        else:
            words = ["manage.py", *order["command"]]
            answer = {"pid": _child(lambda words=words: execute_from_command_line(words), order["output"])}
        print(json.dumps(answer), file=answers, flush=True)


def _serve(words: list[str]) -> None:
    from gunicorn.app.wsgiapp import WSGIApplication  # it is not needed by commands

    sys.argv = ["gunicorn", *words]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def _child(work: Callable[[], object], output: str) -> int:
    child = os.fork()
    if child == 0:
        _work(work, output)
    return child


def _work(work: Callable[[], object], output: str) -> NoReturn:
    """Work in a child, say everything into a file, and end."""
    code = 1
    try:
        said = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(said, 1)
        os.dup2(said, 2)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _code(pid: int, ended: dict[int, int], *, blocks: bool) -> int | None:
    if pid not in ended:
        found, status = os.waitpid(pid, 0 if blocks else os.WNOHANG)
        if not found:
            return None
        ended[pid] = os.waitstatus_to_exitcode(status)
    return ended[pid]


if __name__ == "__main__":
    main()
