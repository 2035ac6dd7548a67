/** Counters and gauges by their Prometheus names, made on first use: several roles may share a process. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

interface Named {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

const existing = <M>(registry: Registry, name: string) => registry.getSingleMetric(name) as M | undefined;

export const counter = (registry: Registry, { name, help, labels = [] }: Named): Counter =>
  existing<Counter>(registry, name) ?? new Counter({ name, help, labelNames: [...labels], registers: [registry] });

export const histogram = (registry: Registry, { name, help, labels = [], buckets }: Named & { buckets: number[] }) =>
  existing<Histogram>(registry, name) ??
  new Histogram({ name, help, labelNames: [...labels], buckets, registers: [registry] });

/** A gauge that is filled when it is asked for. */
export function gauge(registry: Registry, named: Named & { readonly collect: (gauge: Gauge) => Promise<void> }): Gauge {
  const { name, help, labels = [], collect } = named;
  return (
    existing<Gauge>(registry, name) ??
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        await collect(this);
      },
    })
  );
}
