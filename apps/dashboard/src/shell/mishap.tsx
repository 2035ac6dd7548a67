/** Catches a page's own defect, so that the rest stays usable and the reader learns what happened. */
import { Component, type ReactNode } from 'react';
import { Failure } from './state';

interface MishapProps {
  /** Where the reader is; another place is another try. */
  readonly place: string;
  readonly children: ReactNode;
}
interface MishapState {
  readonly error: Error | null;
  readonly place: string;
}

/** React tells of a failed rendering to class components only. */
export class Mishap extends Component<MishapProps, MishapState> {
  override state: MishapState = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: Error): Partial<MishapState> {
    return { error };
  }

  static getDerivedStateFromProps({ place }: MishapProps, before: MishapState): MishapState | null {
    return place === before.place ? null : { error: null, place };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return <Failure error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
