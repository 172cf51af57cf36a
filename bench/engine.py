"""How fast the engine is beside a workflow without a domain: `python -m bench.engine`.

Both live the same lives on the same servers, in worker processes with the same settings, in turns.
`--quick` does little of all; `--json` ends with one line of JSON.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from bench.burst import burst, middle
from bench.lives import BareDesk, OurDesk, many
from bench.workers import worker_process
from bench.three_lives import *
from runtime.connecting import connect
from runtime.embedded.servers import servers
from runtime.process import end
from runtime.settings import Settings
from runtime.timezones import use_packaged_time_zones
from workflows.messages import SEARCH_ATTRIBUTES


async def main() -> None:
    what = sys.argv[1]
    n = int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="sundial-bench-") as folder:
        Path(folder).chmod(0o755)
        settings = Settings(data=Path(folder) / "data")
        async with servers(settings, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES) as running:
            client = await connect(settings, running)
            async with a_directory(Path(folder)) as directory:
              with worker_process("tickets", "told", running, directory):
                if what in ("told","lives"):
                  print(await quiet(OurDesk(client,"told")))
                if what == "told":
                  print(await neglected(client,"told"))
                  print(await on_call(client,"told"))
            with (
                worker_process("tickets", "ours", running) as ours,
                worker_process("bare", "bare", running) as bare,
            ):
                our, their = OurDesk(client, "ours"), BareDesk(client, "bare")
                if what=="told": pass
                elif what == "lives":
                    await many(our, ours, 8, 8)
                    await many(their, bare, 8, 8)
                    for _ in range(int(sys.argv[3])):
                        a = await many(our, ours, n, 30)
                        b = await many(their, bare, n, 30)
                        print(f"ours {a.cpu*1000:.0f} ms {a.a_second:.1f}/s  bare {b.cpu*1000:.0f} ms {b.a_second:.1f}/s  cpu ratio {b.cpu/a.cpu:.2f} lives {a.a_second/b.a_second:.2f}", flush=True)
                else:
                    for _ in range(int(sys.argv[3])):
                        for desk, served in ((our, ours), (their, bare)):
                            b = await burst(desk, served, n, with_p1=True)
                            print(served.queue, f"p50 {middle(b.decided):.2f} p99 {b.p99:.2f} max {b.decided[-1]:.2f} cpu {b.cpu*1000:.0f} ms p1 {b.p1*1000:.0f} ms rss {served.memory():.0f}", flush=True)


use_packaged_time_zones()
asyncio.run(main())
end(0)
