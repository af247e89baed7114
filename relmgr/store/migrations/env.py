"""How Alembic runs here: on the connection it is handed, in the transaction it stands in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
