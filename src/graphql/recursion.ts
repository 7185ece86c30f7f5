import {
  getNamedType,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type ASTVisitor,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

const hasFields = (type: GraphQLNamedType | null | undefined): type is GraphQLObjectType | GraphQLInterfaceType =>
  isObjectType(type) || isInterfaceType(type);

/**
 * Validation rule: a thing may not be asked for within another of its kind (a matter within the events of a matter),
 * since each turn of such a circle multiplies the answer by the length of its lists and tells nothing new.
 */
export const noCirclesRule = (context: ValidationContext): ASTVisitor => {
  const walk = (set: SelectionSetNode, within: readonly string[], spread: readonly string[]): void => {
    const parent = context.getSchema().getType(within.at(-1) ?? '');
    for (const selection of set.selections) {
      if (selection.kind === 'Field') {
        const field = hasFields(parent) ? parent.getFields()[selection.name.value] : undefined;
        const type = field && getNamedType(field.type);
        if (!selection.selectionSet || !hasFields(type) || type.name.startsWith('__')) continue;
        if (within.includes(type.name)) {
          const message = `${type.name} is asked for within ${type.name}: ask for the inner one in a question of its own.`;
          context.reportError(new GraphQLError(message, { nodes: selection }));
        } else walk(selection.selectionSet, [...within, type.name], spread);
      } else if (selection.kind === 'InlineFragment') {
        const name = selection.typeCondition?.name.value;
        walk(selection.selectionSet, name && name !== within.at(-1) ? [...within, name] : within, spread);
      } else if (!spread.includes(selection.name.value)) {
        const fragment = context.getFragment(selection.name.value);
        if (fragment) walk(fragment.selectionSet, within, [...spread, selection.name.value]);
      }
    }
  };
  return {
    OperationDefinition(operation) {
      const root = context.getSchema().getRootType(operation.operation);
      if (root) walk(operation.selectionSet, [root.name], []);
    },
  };
};
