"""steps with waits of their own, agencies, circuits, codes for phones; and the ladder that is shipped, for whoever has the first one"""

from alembic import op
import sqlalchemy as sa

revision = '0006_expand_ladder'
down_revision = '0005_expand_rotations'
branch_labels = None
depends_on = None

# No page edited a ladder before this step, so every ladder that reads like this was chosen by nobody.
FIRST = {
    "tries": [{"channel": "sms", "confirm_s": 90, "answer_s": 180}],
    "throttle_s": 180,
    "tell_after_s": 600,
    "deaf_s": 30,
}
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
_LADDER = sa.table(
    'notify_ladder',
    sa.column('district', sa.LargeBinary),
    sa.column('team', sa.LargeBinary),
    sa.column('policy', sa.JSON),
)


def upgrade() -> None:
    op.create_table('notify_agency',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.PrimaryKeyConstraint('district', 'team', name=op.f('pk_notify_agency'))
    )
    op.create_table('notify_circuit',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('failures', sa.SmallInteger(), nullable=False),
    sa.Column('on_the_way', sa.Boolean(), nullable=False),
    sa.Column('probe_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'channel', name=op.f('pk_notify_circuit'))
    )
    op.create_table('notify_phone_check',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('row', sa.LargeBinary(length=16), nullable=False),
    sa.Column('phone_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('code', sa.String(length=6), nullable=False),
    sa.Column('wrong_tries', sa.SmallInteger(), nullable=False),
    sa.Column('sent_times', sa.SmallInteger(), nullable=False),
    sa.Column('first_at', sa.BigInteger(), nullable=False),
    sa.Column('sent_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'person', name=op.f('pk_notify_phone_check'))
    )
    op.create_index('ix_notify_phone_check_row', 'notify_phone_check', ['district', 'row'], unique=False)
    # Made anew on the embedded database, so that its tables are spelled as the models spell them.
    with op.batch_alter_table('notify_alert', recreate=_anew()) as alert:
        alert.add_column(sa.Column('heard_at', sa.BigInteger(), nullable=True))
    with op.batch_alter_table('notify_ring', recreate=_anew()) as ring:
        ring.add_column(sa.Column('confirm_s', sa.Integer(), nullable=True))
        ring.add_column(sa.Column('answer_s', sa.Integer(), nullable=True))
        ring.add_column(sa.Column('link_hash', sa.LargeBinary(length=32), nullable=True))
    op.create_index('ix_notify_ring_link', 'notify_ring', ['district', 'link_hash'], unique=False)
    _exchange(FIRST, SECOND)


def downgrade() -> None:
    _exchange(SECOND, FIRST)
    op.drop_index('ix_notify_ring_link', table_name='notify_ring')
    with op.batch_alter_table('notify_ring') as ring:
        for column in ('link_hash', 'answer_s', 'confirm_s'):
            ring.drop_column(column)
    with op.batch_alter_table('notify_alert') as alert:
        alert.drop_column('heard_at')
    op.drop_index('ix_notify_phone_check_row', table_name='notify_phone_check')
    op.drop_table('notify_phone_check')
    op.drop_table('notify_circuit')
    op.drop_table('notify_agency')


def _anew() -> str:
    return 'always' if op.get_bind().dialect.name == 'sqlite' else 'never'


def _exchange(before: dict[str, object], after: dict[str, object]) -> None:
    conn = op.get_bind()
    for row in conn.execute(sa.select(_LADDER.c.district, _LADDER.c.team, _LADDER.c.policy)).all():
        if row.policy == before:
            mine = (_LADDER.c.district == row.district, _LADDER.c.team == row.team)
            conn.execute(_LADDER.update().where(*mine).values(policy=after))
