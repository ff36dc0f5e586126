"""drills: when each was delivered, taken and answered, whom it reached, and how often a team is drilled"""

from alembic import op
import sqlalchemy as sa

revision = '0016_expand_drills'
down_revision = '0015_expand_passkeys'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notify_drill',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('drill', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('reference', sa.String(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('began', sa.BigInteger(), nullable=True),
    sa.Column('delivered', sa.BigInteger(), nullable=True),
    sa.Column('acknowledged', sa.BigInteger(), nullable=True),
    sa.Column('acknowledged_by', sa.String(length=16), nullable=True),
    sa.Column('holder', sa.LargeBinary(length=16), nullable=True),
    sa.Column('replied', sa.BigInteger(), nullable=True),
    sa.Column('ended', sa.BigInteger(), nullable=True),
    sa.Column('because', sa.String(length=8), nullable=True),
    sa.Column('escalation', sa.LargeBinary(length=16), nullable=True),
    sa.Column('started_by', sa.LargeBinary(length=16), nullable=True),
    sa.Column('notice_due', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'drill', name=op.f('pk_notify_drill'))
    )
    op.create_index('ix_notify_drill_escalation', 'notify_drill', ['district', 'escalation'], unique=False)
    op.create_index('ix_notify_drill_state', 'notify_drill', ['district', 'state', 'starts'], unique=False)
    op.create_index('ix_notify_drill_team', 'notify_drill', ['district', 'team', 'starts'], unique=False)
    op.create_index('uq_notify_drill_reference', 'notify_drill', ['district', 'reference'], unique=True)

    op.create_table('notify_drill_habit',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('months', sa.SmallInteger(), nullable=False),
    sa.Column('opens', sa.SmallInteger(), nullable=False),
    sa.Column('closes', sa.SmallInteger(), nullable=False),
    sa.Column('weekdays', sa.Boolean(), nullable=False),
    sa.Column('nights', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'team', name=op.f('pk_notify_drill_habit'))
    )
    op.create_table('notify_drill_person',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('drill', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('told', sa.BigInteger(), nullable=True),
    sa.Column('rung', sa.BigInteger(), nullable=True),
    sa.Column('delivered', sa.BigInteger(), nullable=True),
    sa.Column('missed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'drill', 'person', name=op.f('pk_notify_drill_person'))
    )


def downgrade() -> None:
    op.drop_table('notify_drill_person')
    op.drop_table('notify_drill_habit')
    op.drop_table('notify_drill')
