"""Comma-separated values, as RFC 4180 has them."""


def write_field(text):
    if any(sign in text for sign in ',"\n') and ("," in text or '"' in text):
        return '"' + text.replace('"', '""') + '"'
    return text


def write(rows):
    return "".join(",".join(write_field(field) for field in row) + "\n" for row in rows)


def read(text):
    rows, row, field, quoted = [], [], "", False
    at = 0
    while at < len(text):
        sign = text[at]
        if quoted:
            if sign == '"' and text[at + 1:at + 2] == '"':
                field += sign
                at += 1
            elif sign == '"':
                quoted = False
            else:
                field += sign
        elif sign == '"':
            quoted = True
        elif sign == ",":
            row.append(field)
            field = ""
        elif sign == "\n":
            rows.append(row + [field])
            row, field = [], ""
        else:
            field += sign
        at += 1
    return rows
