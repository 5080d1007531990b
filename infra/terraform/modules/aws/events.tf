locals {
  # What docs/events.md says is read. An event makes a check come sooner; one that is not delivered is made up for by the
  # schedule.
  events = {
    instance-state = {
      why = "an instance started, stopped or ended"
      pattern = {
        source      = ["aws.ec2"]
        detail-type = ["EC2 Instance State-change Notification"]
        detail      = { state = ["running", "stopped", "terminated"] }
      }
    }
    image-state = {
      why = "an image was registered or withdrawn"
      pattern = {
        source      = ["aws.ec2"]
        detail-type = ["EC2 AMI State Change"]
      }
    }
    # Needs a trail of CloudTrail with management events in the region.
    calls = {
      why = "somebody changed how an instance starts, or what it starts from"
      pattern = {
        source      = ["aws.ec2"]
        detail-type = ["AWS API Call via CloudTrail"]
        detail = {
          eventSource = ["ec2.amazonaws.com"]
          eventName = [
            "AssociateIamInstanceProfile", "DeregisterImage", "ModifyImageAttribute", "ModifyInstanceAttribute",
            "ModifyInstanceCpuOptions", "ModifyInstanceMetadataOptions", "RegisterImage",
            "ReplaceIamInstanceProfileAssociation", "RunInstances", "StartInstances", "StopInstances",
          ]
        }
      }
    }
    commands = {
      why = "somebody ran something on an instance; our own commands are told apart by their role"
      pattern = {
        source      = ["aws.ssm"]
        detail-type = ["AWS API Call via CloudTrail"]
        detail = {
          eventSource = ["ssm.amazonaws.com"]
          eventName   = ["SendCommand"]
        }
      }
    }
    scaling = {
      why = "a group got or lost an instance"
      pattern = {
        source      = ["aws.autoscaling"]
        detail-type = ["EC2 Instance Launch Successful", "EC2 Instance Terminate Successful"]
      }
    }
    health = {
      why = "AWS moves an instance to other hardware"
      pattern = {
        source      = ["aws.health"]
        detail-type = ["AWS Health Event"]
        detail      = { service = ["EC2"] }
      }
    }
    configuration = {
      why = "AWS Config saw an instance change"
      pattern = {
        source      = ["aws.config"]
        detail-type = ["Config Configuration Item Change"]
        detail      = { configurationItem = { resourceType = ["AWS::EC2::Instance"] } }
      }
    }
  }

  listening = { for k, v in local.events : k => v if var.genesis != null }
}

resource "aws_cloudwatch_event_rule" "event" {
  for_each = local.listening

  name          = "${var.name}-${each.key}"
  description   = "Checks a component when ${each.value.why}"
  event_pattern = jsonencode(each.value.pattern)
  tags          = var.tags
}

resource "aws_cloudwatch_event_target" "event" {
  for_each = local.listening

  rule      = aws_cloudwatch_event_rule.event[each.key].name
  target_id = "event"
  arn       = aws_lambda_function.function["event"].arn

  dead_letter_config {
    arn = aws_sqs_queue.dead_letter.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 900
    maximum_retry_attempts       = 10
  }
}

resource "aws_lambda_permission" "event" {
  for_each = local.listening

  statement_id   = each.key
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.function["event"].function_name
  principal      = "events.amazonaws.com"
  source_arn     = aws_cloudwatch_event_rule.event[each.key].arn
  source_account = local.account
}
