/** Which address shows which page. */
import { Anchor } from '@mantine/core';
import { Link, Route, Switch } from 'wouter';
import { FleetPage } from './page/fleet';
import { HandoffPage } from './page/handoff';
import { HandoffsPage } from './page/handoffs';
import { MatrixPage } from './page/matrix';
import { SignaturePage } from './page/signature';
import { SignaturesPage } from './page/signatures';
import { UnknownLinesPage } from './page/unknown-lines';
import { Shell } from './shell/shell';
import { Empty } from './shell/state';

export function App() {
  return (
    <Shell>
      <Switch>
        <Route path="/">
          <FleetPage />
        </Route>
        <Route path="/handoffs">
          <HandoffsPage />
        </Route>
        <Route path="/handoffs/:id">{({ id }) => <HandoffPage id={id} />}</Route>
        <Route path="/matrix">
          <MatrixPage />
        </Route>
        <Route path="/signatures">
          <SignaturesPage />
        </Route>
        <Route path="/signatures/:id">{({ id }) => <SignaturePage id={id} />}</Route>
        <Route path="/unknown-lines">
          <UnknownLinesPage />
        </Route>
        <Route>
          <Empty title="There is no such page">
            <Anchor component={Link} href="/">
              To the fleet
            </Anchor>
          </Empty>
        </Route>
      </Switch>
    </Shell>
  );
}
