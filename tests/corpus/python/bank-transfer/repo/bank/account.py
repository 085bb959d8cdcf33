class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def post(self, amount, text):
        self.balance += amount
        self.history.append((amount, text))
