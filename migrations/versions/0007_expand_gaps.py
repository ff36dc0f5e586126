"""declared gaps, and the alarm of a team's next gap"""

from alembic import op
import sqlalchemy as sa

revision = '0007_expand_gaps'
down_revision = '0006_expand_ladder'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notify_declared_gap',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('gap', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('ends', sa.BigInteger(), nullable=False),
    sa.Column('cause', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('district', 'gap', name=op.f('pk_notify_declared_gap'))
    )
    with op.batch_alter_table('notify_declared_gap', schema=None) as batch_op:
        batch_op.create_index('ix_notify_declared_gap_team', ['district', 'team', 'ends'], unique=False)

    op.create_table('notify_gap_alarm',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('ends', sa.BigInteger(), nullable=True),
    sa.Column('why', sa.String(length=64), nullable=False),
    sa.Column('stage', sa.String(length=4), nullable=False),
    sa.Column('since', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'team', name=op.f('pk_notify_gap_alarm'))
    )


def downgrade() -> None:
    op.drop_table('notify_gap_alarm')
    op.drop_table('notify_declared_gap')
