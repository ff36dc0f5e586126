"""sessions can be locked, and what was not sent yet is kept for its writer"""

from alembic import op
import sqlalchemy as sa

revision = '0012_expand_locks'
down_revision = '0011_expand_erasures'
branch_labels = None
depends_on = None


def _session(stages: str) -> None:
    # Made anew rather than altered: its rows open only with a key in RAM, which this very restart made anew.
    op.drop_index('ix_session_district_seen', table_name='session')
    op.drop_index('ix_session_district_member', table_name='session')
    op.drop_table('session')
    op.create_table('session',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=32), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('created', sa.BigInteger(), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.Column('stage', sa.String(length=32), nullable=False),
    sa.Column('stepped_up', sa.BigInteger(), nullable=True),
    sa.CheckConstraint(f"stage IN ({stages})", name=op.f('ck_session_stage')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_session')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_session_district_member'), 'session', ['district', 'member'], unique=False)
    op.create_index(op.f('ix_session_district_seen'), 'session', ['district', 'seen'], unique=False)


def upgrade() -> None:
    _session("'pending', 'full', 'locked'")
    op.create_table('kept_draft',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('place', sa.LargeBinary(length=16), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'member', 'place', name=op.f('pk_kept_draft')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('kept_draft')
    _session("'pending', 'full'")
