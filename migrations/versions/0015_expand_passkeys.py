"""passkeys of staff; what opens their keys lies in slots"""

from alembic import op
import sqlalchemy as sa

revision = '0015_expand_passkeys'
down_revision = '0014_expand_reliance'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('passkey',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('credential', sa.LargeBinary(length=1023), nullable=False),
    sa.Column('public_key', sa.LargeBinary(length=4096), nullable=False),
    sa.Column('signs', sa.BigInteger(), nullable=False),
    sa.Column('made', sa.Integer(), nullable=False),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.Column('label', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'member', 'n', name=op.f('pk_passkey')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('passkey')
