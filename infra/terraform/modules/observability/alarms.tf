# Each alarm is about something that a reader or the owner notices, not about the state of a machine.

locals {
  load_balancer = { LoadBalancer = var.load_balancer_arn_suffix }
  backend       = merge(local.load_balancer, { TargetGroup = var.target_group_arn_suffixes["backend"] })
  frontend      = merge(local.load_balancer, { TargetGroup = var.target_group_arn_suffixes["frontend"] })
  service       = { ClusterName = var.cluster_name, ServiceName = var.service_names["backend"] }
  table         = { TableName = var.table_name }

  alarms = {
    errors = {
      tells     = "Readers get errors of the program"
      namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.load_balancer
      statistic = "Sum", above = 10, minutes = 5, missing = "notBreaching"
    }
    unreachable = {
      tells     = "Readers get errors of the load balancer: nobody answered it"
      namespace = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", dimensions = local.load_balancer
      statistic = "Sum", above = 10, minutes = 5, missing = "notBreaching"
    }
    slow = {
      tells     = "One in a hundred readers waits for more than a second"
      namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.backend
      statistic = "p99", above = 1, minutes = 15, missing = "notBreaching"
    }
    backend_unready = {
      tells     = "A back end is not ready"
      namespace = "AWS/ApplicationELB", metric = "UnHealthyHostCount", dimensions = local.backend
      statistic = "Maximum", above = 0, minutes = 10, missing = "notBreaching"
    }
    frontend_unready = {
      tells     = "A front end is not ready"
      namespace = "AWS/ApplicationELB", metric = "UnHealthyHostCount", dimensions = local.frontend
      statistic = "Maximum", above = 0, minutes = 10, missing = "notBreaching"
    }
    memory = {
      tells     = "Back ends use twice the memory that is kept for them"
      namespace = "AWS/ECS", metric = "MemoryUtilization", dimensions = local.service
      statistic = "Average", above = 180, minutes = 15, missing = "notBreaching"
    }
    sign_in = {
      tells     = "The load balancer cannot sign people in"
      namespace = "AWS/ApplicationELB", metric = "ELBAuthError", dimensions = local.load_balancer
      statistic = "Sum", above = 5, minutes = 5, missing = "notBreaching"
    }
    table_errors = {
      tells     = "The table fails"
      namespace = "AWS/DynamoDB", metric = "SystemErrors", dimensions = merge(local.table, { Operation = "Query" })
      statistic = "Sum", above = 5, minutes = 5, missing = "notBreaching"
    }
    table_throttles = {
      tells     = "The table refuses reads for being too many"
      namespace = "AWS/DynamoDB", metric = "ReadThrottleEvents", dimensions = local.table
      statistic = "Sum", above = 10, minutes = 5, missing = "notBreaching"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.alarms
  alarm_name          = "${var.name}-${replace(each.key, "_", "-")}"
  alarm_description   = each.value.tells
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic == "p99" ? null : each.value.statistic
  extended_statistic  = each.value.statistic == "p99" ? "p99" : null
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  period              = each.value.minutes * 60
  evaluation_periods  = 1
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [
      for index, name in sort(keys(local.alarms)) : {
        type   = "metric"
        x      = (index % 3) * 8
        y      = floor(index / 3) * 6
        width  = 8
        height = 6
        properties = {
          title   = local.alarms[name].tells
          region  = data.aws_region.current.region
          stat    = local.alarms[name].statistic
          period  = 300
          metrics = [concat([local.alarms[name].namespace, local.alarms[name].metric], flatten([for key, value in local.alarms[name].dimensions : [key, value]]))]
        }
      }
    ]
  })
}

data "aws_region" "current" {}
