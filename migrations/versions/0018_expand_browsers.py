"""browsers in which members of staff allowed pages; and the ladder that is shipped, for whoever has the one before"""

from alembic import op
import sqlalchemy as sa

revision = '0018_expand_browsers'
down_revision = '0017_expand_rota_sources'
branch_labels = None
depends_on = None


# As 0006 wrote it, and what is shipped now in its place: the browser before the text, and waits for a first reply.
SECOND = {
    "version": 2,
    "tries": [
        {"channel": "sms", "confirm_s": 90, "answer_s": 90},
        {"channel": "voice", "confirm_s": 60, "answer_s": 60},
        {"channel": "email", "confirm_s": 30, "answer_s": 30},
    ],
    "everyone": [
        {"channel": "sms", "confirm_s": 90, "answer_s": 90},
        {"channel": "voice", "confirm_s": 60, "answer_s": 60},
    ],
    "fallback": [
        {"channel": "voice", "confirm_s": 60, "answer_s": 60},
        {"channel": "sms", "confirm_s": 90, "answer_s": 90},
    ],
    "repeats": 1,
    "throttle_s": 180,
    "tell_after_s": 600,
    "deaf_s": 30,
    "heard_s": 3600,
    "speed": 1.0,
}
FOURTH = {
    **SECOND,
    "version": 4,
    "tries": [{"channel": "push", "confirm_s": 15, "answer_s": 30}, *SECOND["tries"]],
    "reply_s": 600,
    "again_s": 300,
    "unopened_s": 300,
}
_LADDER = sa.table(
    'notify_ladder',
    sa.column('district', sa.LargeBinary),
    sa.column('team', sa.LargeBinary),
    sa.column('policy', sa.JSON),
)


def _replace(before: dict, after: dict) -> None:
    conn = op.get_bind()
    for ladder in conn.execute(sa.select(_LADDER)).all():
        if ladder.policy == before:
            conn.execute(
                sa.update(_LADDER)
                .where(_LADDER.c.district == ladder.district, _LADDER.c.team == ladder.team)
                .values(policy=after)
            )


def upgrade() -> None:
    op.create_table(
        'notify_push_device',
        sa.Column('district', sa.LargeBinary(length=16), nullable=False),
        sa.Column('device', sa.LargeBinary(length=16), nullable=False),
        sa.Column('person', sa.LargeBinary(length=16), nullable=False),
        sa.Column('mark', sa.LargeBinary(length=32), nullable=False),
        sa.Column('subscription', sa.LargeBinary(), nullable=False),
        sa.Column('label', sa.String(length=40), nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('district', 'device', name=op.f('pk_notify_push_device')),
    )
    op.create_index('ix_notify_push_device_person', 'notify_push_device', ['district', 'person'], unique=False)
    op.create_index('ix_notify_push_device_mark', 'notify_push_device', ['mark'], unique=False)
    _replace(SECOND, FOURTH)


def downgrade() -> None:
    _replace(FOURTH, SECOND)
    op.drop_index('ix_notify_push_device_mark', table_name='notify_push_device')
    op.drop_index('ix_notify_push_device_person', table_name='notify_push_device')
    op.drop_table('notify_push_device')
