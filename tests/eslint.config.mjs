// The linter's rules for all scripts of the project. It runs from the root: scripts/check_scripts.sh.
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['**/node_modules/', '**/build/', '**/dist/', '**/target/', '**/.angular/'] },
  {
    files: ['**/*.mjs'],
    ...js.configs.recommended,
    languageOptions: {
      ecmaVersion: 'latest',
      sourceType: 'module',
      // Functions given to Playwright's evaluate() run in the browser.
      globals: { ...globals.node, ...globals.browser },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...js.configs.recommended.rules,
      'array-callback-return': 'error',
      // Names are camelCase. Fields of protocols and of Terraform keep their own spelling.
      camelcase: ['error', { properties: 'never' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'MethodDefinition > Identifier.key[name=/[a-z]_/]', message: 'Methods are camelCase.' },
        { selector: 'PrivateIdentifier[name=/_/]', message: 'Private members are camelCase.' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constructor-return': 'error',
      'no-self-compare': 'error',
      'no-throw-literal': 'error',
      'no-unreachable-loop': 'error',
      'no-control-regex': 'off', // the tests of control characters name them
      'no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
];
