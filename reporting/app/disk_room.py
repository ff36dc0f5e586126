"""Whether files may still be taken: words need the rest of the disk."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DiskRoom:
    """`percent` of the disk that `home` lies on stay free of files."""

    home: Path
    percent: int

    def left(self) -> bool:
        disk = shutil.disk_usage(self.home)
        return disk.free * 100 >= disk.total * self.percent
