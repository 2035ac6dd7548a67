/** What drivers say themselves when they are shut down or unbound. */
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({
  family: 'driver',
  on: 'device',
  fault: false,
  read: (_, line) => ({ fields: { driver: line.subject?.word ?? null } }),
  ...of,
});

/** mlx5_core_info() and its kin put `FUNC:LINE:(pid N): ` before the text. */
const MLX5 = '^(?:\\w{1,60}:\\d{1,6}:\\(pid \\d{1,8}\\): )?';

const failed = (needle: string, pattern: RegExp, from: string, example: string): Row =>
  sign({
    kind: 'shutdown-failed',
    fault: true,
    needle,
    pattern,
    read: (match, line) => ({ fields: { driver: line.subject?.word ?? null, how: match[1] ?? needle } }),
    from,
    examples: [example],
  });

export const TEARDOWN: readonly Row[] = [
  sign({
    kind: 'device-shutdown',
    needle: 'Shutdown was called',
    pattern: new RegExp(`${MLX5}Shutdown was called$`),
    from: 'drivers/net/ethernet/mellanox/mlx5/core/main.c 4.4..7.1',
    examples: ['[ 5322.301000] mlx5_core 0000:3b:00.0: Shutdown was called'],
  }),
  sign({
    kind: 'device-shutdown',
    needle: 'Adapter shutdown',
    pattern: /^Adapter shutdown$/,
    from: 'drivers/scsi/qla2xxx/qla_os.c qla2x00_shutdown() 4.14..7.1',
    examples: ['[ 5322.301000] qla2xxx [0000:af:00.0]-fffa:1: Adapter shutdown'],
  }),
  failed(
    'Fast teardown failed',
    new RegExp(`${MLX5}(Fast teardown failed), no reset done, err -?\\d{1,4}$`),
    'drivers/net/ethernet/mellanox/mlx5/core/main.c 5.10..7.1',
    '[ 5322.301000] mlx5_core 0000:3b:00.0: mlx5_try_fast_unload:1900:(pid 1): Fast teardown failed, no reset done, err -110',
  ),
  failed(
    'teardown with fast mode failed',
    new RegExp(`${MLX5}(teardown with fast mode failed)$`),
    'drivers/net/ethernet/mellanox/mlx5/core/fw.c 5.10..7.1',
    '[ 5322.301000] mlx5_core 0000:3b:00.0: mlx5_cmd_fast_teardown_hca:300:(pid 1): teardown with fast mode failed',
  ),
  failed(
    'teardown with force mode failed',
    new RegExp(`${MLX5}(teardown with force mode failed), doing normal teardown$`),
    'drivers/net/ethernet/mellanox/mlx5/core/fw.c 4.19..7.1',
    '[ 5322.301000] mlx5_core 0000:3b:00.0: mlx5_cmd_force_teardown_hca:260:(pid 1): teardown with force mode failed, doing normal teardown',
  ),
  failed(
    'shutdown suspend failed with',
    /^(?:drm: )?(shutdown suspend failed) with: -?\d{1,4}$/,
    'drivers/gpu/drm/nouveau 7.1',
    '[ 5322.400000] nouveau 0000:01:00.0: drm: shutdown suspend failed with: -110',
  ),
  failed(
    'shutdown_lan_hmc failed',
    /^(shutdown_lan_hmc failed): -?\d{1,4}$/,
    'drivers/net/ethernet/intel/i40e/i40e_main.c 3.12..7.1',
    '[ 5322.400000] i40e 0000:18:00.0: shutdown_lan_hmc failed: -53',
  ),
  sign({
    kind: 'device-shutdown',
    on: 'message',
    needle: ' shutdown (',
    pattern: /^(mpt[23]sas(?:_cm)?\d{1,3}): (?:IR|Io Unit Control) shutdown \((?:sending|complete)\)/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { driver: 'mpt3sas', name: match[1] ?? null } }),
    from: 'drivers/scsi/mpt3sas/mpt3sas_scsih.c _scsih_ir_shutdown(), _scsih_nvme_shutdown() 3.1..7.1',
    examples: [
      '[ 5322.400000] mpt3sas_cm0: IR shutdown (sending)',
      '[ 5322.400000] mpt3sas_cm0: Io Unit Control shutdown (complete):ioc_status(0x0000), loginfo(0x00000000)',
    ],
  }),
  sign({
    kind: 'device-shutdown',
    on: 'message',
    needle: 'EEE TX LPI TIMER',
    pattern: /^(?:e1000e: )?EEE TX LPI TIMER: [0-9A-F]{8}$/,
    read: () => ({ bdf: null, fields: { driver: 'e1000e' } }),
    from: 'drivers/net/ethernet/intel/e1000e/netdev.c __e1000_shutdown() 3.17..7.1',
    examples: ['[ 5322.400000] e1000e: EEE TX LPI TIMER: 00000011'],
  }),
  sign({
    kind: 'driver-unbound',
    needle: 'finishing device.',
    pattern: /^(?:amdgpu: ){0,2}finishing device\.$/,
    from: 'drivers/gpu/drm/amd/amdgpu/amdgpu_device.c 4.4..6.12',
    examples: ['[ 5322.400000] amdgpu 0000:c1:00.0: amdgpu: amdgpu: finishing device.'],
  }),
  sign({
    kind: 'device-removed',
    on: 'message',
    needle: ': remove device ',
    pattern: /^bus: 'pci': remove device ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { how: 'removed from its bus' } }),
    from: 'drivers/base/bus.c 2.6.32..7.1, with dynamic debug',
    examples: ["[   77.100000] bus: 'pci': remove device 0000:3b:00.0"],
  }),
];
