#!/usr/bin/env python3
"""Has parliament read policies of IAM: a JSON object of texts by name on standard input, a line a finding on standard output.

Who may take a role on is said without a resource, and there parliament stops reading: it is given the role itself.
"""
import json
import sys
import warnings

warnings.filterwarnings('ignore')
from parliament import analyze_policy_string  # noqa: E402

for name, text in json.load(sys.stdin).items():
    if name.endswith('.assume_role_policy'):
        policy = json.loads(text)
        for statement in policy['Statement']:
            statement['Resource'] = 'arn:aws:iam::123456789012:role/itself'
        text = json.dumps(policy)
    for f in analyze_policy_string(text, ignore_private_auditors=True).findings:
        print('%s: %s %s' % (name, f.issue, json.dumps(f.detail)))
