#!/usr/bin/env python3
"""Makes what Terraform plans in a stand-in of AWS, as a server: boto3 takes a second to load, and there are a hundred things.

What to do is in ../shared/terraform/aws_hook.py, and below for the types that it does not know. One connection a resource:
a line with verb and type, a line with the planned values as JSON; the answer is a line, ok or failed, and what it says.
"""
import functools
import os
import socketserver
import sys
import threading
import traceback

sys.path.insert(0, os.environ['ATTESTRY_TERRAFORM'])
import aws_hook  # noqa: E402

# Clients may be shared between threads; the session that makes them may not.
making = threading.Lock()
first = aws_hook.client


@functools.lru_cache(maxsize=None)
def client(name):
    return first(name)


def shared(name):
    with making:
        return client(name)


def ssm_document(p):
    shared('ssm').create_document(
        Name=p['name'], DocumentType=p['document_type'], DocumentFormat=p['document_format'], Content=p['content'])
    return {'id': p['name'], 'arn': 'arn:aws:ssm:%s:%s:document/%s' % (aws_hook.REGION, aws_hook.ACCOUNT, p['name'])}


def cloudwatch_log_metric_filter(p):
    t = p['metric_transformation'][0]
    shared('logs').put_metric_filter(
        filterName=p['name'], logGroupName=p['log_group_name'], filterPattern=p['pattern'], metricTransformations=[
            {'metricName': t['name'], 'metricNamespace': t['namespace'], 'metricValue': t['value']}])
    return {'id': p['name']}


def lambda_function_event_invoke_config(p):
    shared('lambda').put_function_event_invoke_config(
        FunctionName=p['function_name'], MaximumRetryAttempts=int(p['maximum_retry_attempts']),
        MaximumEventAgeInSeconds=int(p['maximum_event_age_in_seconds']))
    return {'id': p['function_name']}


def lambda_event_source_mapping(p):
    # Switched off: LocalStack would take the messages, and has no container to run a function in. The test hands them over.
    m = shared('lambda').create_event_source_mapping(
        EventSourceArn=p['event_source_arn'], FunctionName=p['function_name'], BatchSize=int(p['batch_size']),
        FunctionResponseTypes=p['function_response_types'], Enabled=False)
    return {'id': m['UUID'], 'uuid': m['UUID'], 'function_arn': m['FunctionArn']}


def s3_bucket_lifecycle_configuration(p):
    r = p['rule'][0]
    shared('s3').put_bucket_lifecycle_configuration(Bucket=p['bucket'], LifecycleConfiguration={'Rules': [{
        'ID': r['id'], 'Status': r['status'], 'Filter': {}, 'Expiration': {'Days': int(r['expiration'][0]['days'])},
        'NoncurrentVersionExpiration': {'NoncurrentDays': int(r['noncurrent_version_expiration'][0]['noncurrent_days'])}}]})
    return {'id': p['bucket']}


made_kms_key, made_lambda_function = aws_hook.kms_key, aws_hook.lambda_function


def kms_key(p):
    # What has an id is there, and changes.
    if not p.get('key_id'):
        return made_kms_key(p)
    shared('kms').put_key_policy(KeyId=p['key_id'], PolicyName='default', Policy=p['policy'])
    return {}


def lambda_function(p):
    # LocalStack changes no function that no container of its runs. The tests run them, by what Terraform planned.
    return {} if p.get('arn') else made_lambda_function(p)


aws_hook.client = shared
for make in (kms_key, lambda_function, ssm_document, cloudwatch_log_metric_filter, lambda_function_event_invoke_config,
             lambda_event_source_mapping, s3_bucket_lifecycle_configuration):
    setattr(aws_hook, make.__name__, make)


class Inputs:
    """Standard input and output, of each thread its own."""
    of = threading.local()

    def read(self):
        return self.of.text

    def write(self, text):
        self.of.said.append(text)

    def flush(self):
        pass


class Resource(socketserver.StreamRequestHandler):
    def handle(self):
        verb, typ = self.rfile.readline().decode().split()
        Inputs.of.text, Inputs.of.said = self.rfile.readline().decode(), []
        try:
            aws_hook.main(verb, typ)
            answer = 'ok\n' + ''.join(Inputs.of.said)
        except (Exception, SystemExit):
            answer = 'failed\n' + traceback.format_exc(limit=2)
        self.wfile.write(answer.encode())


if __name__ == '__main__':
    import boto3  # noqa: F401, once, before there are threads
    with socketserver.ThreadingTCPServer(('127.0.0.1', 0), Resource) as server:
        server.daemon_threads = True
        print(server.server_address[1], flush=True)
        sys.stdin = sys.stdout = Inputs()
        server.serve_forever()
