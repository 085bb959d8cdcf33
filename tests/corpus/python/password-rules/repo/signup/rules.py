"""What a password must be, as the sign-up form says."""

COMMON = {"password1", "qwerty123", "letmein99"}


def has_digit(text):
    return any(c.isdigit() for c in text)


def has_letter(text):
    return any(c.isalpha() for c in text)


def problems(password, user_name=""):
    found = []
    if len(password) < 8:
        found.append("too short")
    if not (has_digit(password) or has_letter(password)):
        found.append("needs letters and digits")
    if password.lower() in COMMON:
        found.append("too common")
    if user_name and user_name.lower() in password.lower():
        found.append("contains the user name")
    return found


def is_accepted(password, user_name=""):
    return not problems(password, user_name)
