"""Which paths of a site a crawler may visit."""


class Robots:
    def __init__(self, text):
        self._groups = {}
        agents = []
        fresh = False
        for line in text.split("\n"):
            line = line.split("#")[0].strip()
            if ":" not in line:
                continue
            key, value = (part.strip() for part in line.split(":", 1))
            if key.lower() == "user-agent":
                if fresh:
                    agents = []
                fresh = True
                agents.append(value.lower())
                self._groups.setdefault(value.lower(), [])
            elif key.lower() in ("allow", "disallow"):
                fresh = False
                for agent in agents:
                    self._groups[agent].append((key.lower() == "allow", value))

    def may_visit(self, agent, path):
        """The longest rule that fits decides; no rule means yes."""
        rules = self._groups.get(agent.lower(), self._groups.get("*", []))
        fitting = [(len(prefix), allowed) for allowed, prefix in rules if prefix and path.startswith(prefix)]
        return max(fitting)[1] if fitting else True
