"""Drain3 over a log: how many templates it finds, and in how many seconds. Prints one JSON object."""
import json
import re
import sys
import time

from drain3 import TemplateMiner
from drain3.template_miner_config import TemplateMinerConfig

STAMP = re.compile(r"^\[ *\d+\.\d+\] ")

miner = TemplateMiner(config=TemplateMinerConfig())
lines = 0
began = time.perf_counter()
with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
    for line in log:
        miner.add_log_message(STAMP.sub("", line.rstrip("\n")))
        lines += 1
print(json.dumps({"lines": lines, "seconds": time.perf_counter() - began, "templates": len(miner.drain.clusters)}))
