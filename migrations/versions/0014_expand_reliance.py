"""who is away, who answers in which language, and when each person was last here"""

import time

from alembic import op
import sqlalchemy as sa

revision = '0014_expand_reliance'
down_revision = '0013_expand_vigil'
branch_labels = None
depends_on = None

_STAFF = sa.table('staff', *(sa.column(name) for name in ('district', 'id', 'state')))
_UNLOCKED = sa.table('unlocked', *(sa.column(name) for name in ('district', 'member', 'day')))


def upgrade() -> None:
    op.create_table('notify_absence',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('absence', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('ends', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'absence', name=op.f('pk_notify_absence'))
    )
    with op.batch_alter_table('notify_absence', schema=None) as batch_op:
        batch_op.create_index('ix_notify_absence_ends', ['district', 'ends'], unique=False)

    op.create_table('notify_spoken_language',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.PrimaryKeyConstraint('district', 'person', 'language', name=op.f('pk_notify_spoken_language'))
    )
    op.create_table('notify_wanted_language',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.PrimaryKeyConstraint('district', 'team', 'language', name=op.f('pk_notify_wanted_language'))
    )
    op.create_table('unlocked',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'member', name=op.f('pk_unlocked')),
    sqlite_with_rowid=False
    )

    # Nobody is missed who signed in yesterday, before this was written down: the thirty days begin today.
    today = int(time.time()) // 86_400
    active = sa.select(_STAFF.c.district, _STAFF.c.id, sa.literal(today)).where(_STAFF.c.state == 'active')
    op.execute(sa.insert(_UNLOCKED).from_select(['district', 'member', 'day'], active))


def downgrade() -> None:
    op.drop_table('unlocked')

    op.drop_table('notify_wanted_language')
    op.drop_table('notify_spoken_language')
    with op.batch_alter_table('notify_absence', schema=None) as batch_op:
        batch_op.drop_index('ix_notify_absence_ends')

    op.drop_table('notify_absence')
