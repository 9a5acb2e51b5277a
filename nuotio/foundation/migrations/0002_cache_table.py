from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    """The database cache holds the counts of failed sign-ins, shared by all web processes."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
