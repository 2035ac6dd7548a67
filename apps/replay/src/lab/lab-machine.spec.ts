import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAB_MACHINES, refusalsIn } from './lab-machine';

test('refusals by their requester, and which of them the IOMMU recorded', () => {
  const trace = [
    '13411@1795747146.357741:vtd_dmar_fault sid 0x100 fault 6 addr 0x3a32340 write 0',
    '13411@1795747146.357745:vtd_frr_new index 0 high 0xc000000600000100 low 0x3a32000',
    '13411@1795747146.357822:vtd_dmar_fault sid 0x318 fault 5 addr 0x3a32344 write 1',
    '13411@1795747146.3578',
  ];
  expect(refusalsIn(trace.join('\n'))).toEqual([
    { at: 1795747146.357741, requester: 0x100, recorded: true },
    { at: 1795747146.357822, requester: 0x318, recorded: false },
  ]);
});

test('a trace that holds nothing of the kind tells of no refusal, nor does a record alone', () => {
  expect(refusalsIn('')).toEqual([]);
  expect(refusalsIn('1@2.0:vtd_frr_new index 0 high 0x0 low 0x0\n1@2.0:vtd_dmar_enable enable 1\n')).toEqual([]);
});

test.each(['record', 'propagate'])('an SMMU’s events are all for the kernel to read (smmuv3_%s_event)', (word) => {
  expect(
    refusalsIn(
      `7@2.5:smmuv3_${word}_event C_BAD_STREAMID sid=0x300\n7@2.6:smmuv3_find_ste sid=0x300 features:0x0, sid_split:0x8\n`,
    ),
  ).toEqual([{ at: 2.5, requester: 0x300, recorded: true }]);
});

test('newer emulators write the date', () => {
  const trace =
    '2026-11-27T03:49:43.455585Z vtd_dmar_fault sid 0x100 fault 6 addr 0x3a32340 write 0\n2026-11-27T03:49:43.455590Z vtd_frr_new index 0 high 0x0 low 0x0\n';
  expect(refusalsIn(trace)).toEqual([
    { at: Date.UTC(2026, 10, 27, 3, 49, 43, 455) / 1000, requester: 0x100, recorded: true },
  ]);
});

test('a port whose node is there before it can be opened is waited for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-port-'));
  const port = join(folder, 'vport0p1');
  try {
    mkdirSync(port);
    const script = (LAB_MACHINES.smmuv3?.tap.open ?? '').replaceAll('/dev/vport', `${folder}/vport`);
    const guest = spawn('sh', ['-c', `${script}\necho begun >&3`], { stdio: 'ignore' });
    setTimeout(() => rmdirSync(port), 200);
    expect(await once(guest, 'exit')).toEqual([0, null]);
    expect(readFileSync(port, 'utf8')).toBe('begun\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
