from django.db import migrations

from nuotio.foundation import content


def load_kinds(apps, schema_editor):
    kinds = apps.get_model("people", "OrganisationKind")
    for position, kind in enumerate(content.load("organisation_kinds")["kinds"]):
        kinds.objects.using(schema_editor.connection.alias).update_or_create(
            code=kind["code"],
            defaults={
                "is_provider": kind.get("is_provider", False),
                "position": position,
                **{f"name_{language}": name for language, name in kind["name"].items()},
            },
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(load_kinds, migrations.RunPython.noop)]
