#!/usr/bin/env python3
"""Makes what Terraform plans in a stand-in of AWS: what ../shared/terraform/aws_hook.py knows, and the types below."""
import os
import sys

sys.path.insert(0, os.environ['ATTESTRY_TERRAFORM'])
import aws_hook  # noqa: E402


def ssm_document(p):
    aws_hook.client('ssm').create_document(
        Name=p['name'], DocumentType=p['document_type'], DocumentFormat=p['document_format'], Content=p['content'])
    return {'id': p['name'], 'arn': 'arn:aws:ssm:%s:%s:document/%s' % (aws_hook.REGION, aws_hook.ACCOUNT, p['name'])}


def cloudwatch_log_metric_filter(p):
    t = p['metric_transformation'][0]
    aws_hook.client('logs').put_metric_filter(
        filterName=p['name'], logGroupName=p['log_group_name'], filterPattern=p['pattern'], metricTransformations=[
            {'metricName': t['name'], 'metricNamespace': t['namespace'], 'metricValue': t['value']}])
    return {'id': p['name']}


def lambda_function_event_invoke_config(p):
    aws_hook.client('lambda').put_function_event_invoke_config(
        FunctionName=p['function_name'], MaximumRetryAttempts=p['maximum_retry_attempts'],
        MaximumEventAgeInSeconds=p['maximum_event_age_in_seconds'])
    return {'id': p['function_name']}


for make in (ssm_document, cloudwatch_log_metric_filter, lambda_function_event_invoke_config):
    setattr(aws_hook, make.__name__, make)
aws_hook.main(*sys.argv[1:])
