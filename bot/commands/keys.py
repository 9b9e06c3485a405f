"""``lotse keys``: fresh secrets for the settings."""

import typer
from cryptography.fernet import Fernet


def keys() -> None:
    """Print a fresh data key and pepper as two lines for .env.

    lotse keys >> .env && chmod 600 .env
    """
    typer.echo(f"LOTSE_KEYS={Fernet.generate_key().decode()}")
    typer.echo(f"LOTSE_PEPPER={Fernet.generate_key().decode()}")
    typer.echo("Keep the key apart from backups: without it they cannot be opened.", err=True)
