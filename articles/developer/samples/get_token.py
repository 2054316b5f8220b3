"""Get an access token for the partner API and list the newest orders."""

import os

import requests

TENANT = os.environ["PARTNER_TENANT_ID"]
TOKEN_URL = f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"


def get_token() -> str:
    response = requests.post(
        TOKEN_URL,
        data={
            "grant_type": "client_credentials",
            "client_id": os.environ["PARTNER_CLIENT_ID"],
            "client_secret": os.environ["PARTNER_CLIENT_SECRET"],
            "scope": "https://api.partner.contoso.com/.default",
        },
        timeout=30,
    )
    response.raise_for_status()
    return response.json()["access_token"]


# <list_orders>
def list_orders(token: str) -> list[dict]:
    response = requests.get(
        "https://api.partner.contoso.com/orders",
        params={"top": 10},
        headers={
            "Authorization": f"Bearer {token}",
            "Api-Version": "portal-2026",
        },
        timeout=30,
    )
    response.raise_for_status()
    return response.json()["items"]
# </list_orders>


if __name__ == "__main__":
    for order in list_orders(get_token()):
        print(order["id"], order["status"])
