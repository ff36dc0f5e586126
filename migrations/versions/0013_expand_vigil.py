"""how the line watches itself: its own tests, heartbeats, and what was said of it"""

from alembic import op
import sqlalchemy as sa

revision = '0013_expand_vigil'
down_revision = '0012_expand_locks'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('heartbeat',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('every_s', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'name', name=op.f('pk_heartbeat')),
    sqlite_with_rowid=False
    )
    op.create_table('self_test',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('began_ms', sa.BigInteger(), nullable=False),
    sa.Column('outcome', sa.String(length=32), nullable=False),
    sa.Column('stage', sa.String(length=32), nullable=True),
    sa.Column('spans', sa.JSON(), nullable=False),
    sa.CheckConstraint("outcome IN ('running', 'passed', 'failed')", name=op.f('ck_self_test_outcome')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_self_test')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('self_test', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_self_test_district_began_ms'), ['district', 'began_ms'], unique=False)

    op.create_table('vigil',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('test_due', sa.BigInteger(), nullable=False),
    sa.Column('failing_since', sa.BigInteger(), nullable=True),
    sa.Column('told_at', sa.BigInteger(), nullable=True),
    sa.Column('pinged_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('district', name=op.f('pk_vigil')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('vigil')
    with op.batch_alter_table('self_test', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_self_test_district_began_ms'))

    op.drop_table('self_test')
    op.drop_table('heartbeat')
