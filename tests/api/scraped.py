"""What Prometheus makes of an exposition."""

from prometheus_client.parser import text_string_to_metric_families


def samples(exposition: str | bytes) -> dict[str, float]:
    """Every number by its name and labels: `name,label=value`, the labels in alphabetical order."""
    text = exposition.decode() if isinstance(exposition, bytes) else exposition
    return {
        ",".join([sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
