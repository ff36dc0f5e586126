"""rotations, overrides, offered shifts, calendar addresses"""

from alembic import op
import sqlalchemy as sa

revision = '0005_expand_rotations'
down_revision = '0004_expand_school_context'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notify_begun_shift',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('district', 'team', 'person', 'starts', name=op.f('pk_notify_begun_shift'))
    )
    op.create_table('notify_calendar_link',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('secret_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('made_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'person', name=op.f('pk_notify_calendar_link'))
    )
    with op.batch_alter_table('notify_calendar_link', schema=None) as batch_op:
        batch_op.create_index('uq_notify_calendar_link_secret', ['district', 'secret_hash'], unique=True)

    op.create_table('notify_offer',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('offer', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('ends', sa.BigInteger(), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('taker', sa.LargeBinary(length=16), nullable=True),
    sa.PrimaryKeyConstraint('district', 'offer', name=op.f('pk_notify_offer'))
    )
    with op.batch_alter_table('notify_offer', schema=None) as batch_op:
        batch_op.create_index('ix_notify_offer_team', ['district', 'team', 'ends'], unique=False)

    op.create_table('notify_override',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('override', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sequence', sa.SmallInteger(), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=True),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('ends', sa.BigInteger(), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('instead_of', sa.LargeBinary(length=16), nullable=True),
    sa.PrimaryKeyConstraint('district', 'override', name=op.f('pk_notify_override'))
    )
    with op.batch_alter_table('notify_override', schema=None) as batch_op:
        batch_op.create_index('ix_notify_override_team', ['district', 'team', 'ends'], unique=False)

    op.create_table('notify_rota',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('region', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('district', 'team', name=op.f('pk_notify_rota'))
    )
    op.create_table('notify_rotation',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('layer', sa.LargeBinary(length=16), nullable=False),
    sa.Column('handoff', sa.SmallInteger(), nullable=False),
    sa.Column('days', sa.SmallInteger(), nullable=False),
    sa.Column('hours', sa.String(length=8), nullable=False),
    sa.Column('calendar', sa.LargeBinary(length=16), nullable=True),
    sa.PrimaryKeyConstraint('district', 'layer', name=op.f('pk_notify_rotation'))
    )
    op.create_table('notify_rotation_member',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('layer', sa.LargeBinary(length=16), nullable=False),
    sa.Column('place', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.PrimaryKeyConstraint('district', 'layer', 'place', name=op.f('pk_notify_rotation_member'))
    )


def downgrade() -> None:
    op.drop_table('notify_rotation_member')
    op.drop_table('notify_rotation')
    op.drop_table('notify_rota')
    op.drop_table('notify_override')
    op.drop_table('notify_offer')
    op.drop_table('notify_calendar_link')
    op.drop_table('notify_begun_shift')
