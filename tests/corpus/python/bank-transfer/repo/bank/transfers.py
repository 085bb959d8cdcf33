from bank.account import InsufficientFunds


def move(source, target, amount, text):
    if amount <= 0:
        raise ValueError("amount must be positive")
    if source.balance < amount:
        raise InsufficientFunds(source.owner)
    source.post(-amount, text)
    target.post(amount, text)


def transfer(payer, payee, amount):
    """Moves money from one account to another; nothing happens when there is too little."""
    move(payee, payer, amount, f"transfer {payer.owner} to {payee.owner}")


def refund(payer, payee, amount):
    """Takes a transfer back."""
    move(payee, payer, amount, f"refund {payee.owner} to {payer.owner}")
