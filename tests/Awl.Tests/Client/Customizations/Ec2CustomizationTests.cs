using System.Text;

namespace Awl.Tests.Client.Customizations;

public class Ec2CustomizationTests
{
    [Theory]
    [InlineData("""{"ImageId":"ami-1","UserData":"#!/bin/sh"}""", "IyEvYmluL3No")]
    [InlineData("""{"ImageId":"ami-1","UserData":{"Base64":"H4sI/w=="}}""", "H4sI%2Fw%3D%3D")]
    public async Task User_data_is_sent_as_base64_and_one_instance_is_the_default(string input, string sent)
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("ec2", "RunInstances", input);
        Assert.Contains($"&UserData={sent}&", call.Sent, StringComparison.Ordinal);
        Assert.Contains("&MaxCount=1&MinCount=1", call.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_that_are_given_are_sent()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("ec2", "RunInstances", """{"MinCount":2,"MaxCount":3}""");
        Assert.Contains("&MinCount=2&MaxCount=3", call.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_user_data_goes_as_it_is()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("ec2", "RequestSpotInstances", """{"LaunchSpecification":{"UserData":"abc"}}""");
        Assert.Contains("LaunchSpecification.UserData=abc", call.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_launch_configuration_has_its_user_data_as_base64()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("autoscaling", "CreateLaunchConfiguration", """{"LaunchConfigurationName":"n","UserData":"é"}""");
        Assert.EndsWith("&UserData=w6k%3D", call.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_of_a_console_is_text_whatever_bytes_it_has()
    {
        var base64 = Convert.ToBase64String([.. "hi "u8, 0xFF, 0xFE, .. " there\n"u8]);
        var call = new ScriptedCall { ReplyBody = $"<r><instanceId>i</instanceId><output>{base64}</output></r>" };
        Assert.Equal("hi \uFFFD\uFFFD there\n", (string?)(await call.InvokeAsync("ec2", "GetConsoleOutput", """{"InstanceId":"i"}"""))["Output"]);
    }

    [Fact]
    public async Task Console_output_that_is_no_base64_stays()
    {
        var call = new ScriptedCall { ReplyBody = "<r><output>!</output></r>" };
        Assert.Equal("!", (string?)(await call.InvokeAsync("ec2", "GetConsoleOutput", """{"InstanceId":"i"}"""))["Output"]);
    }

    [Theory]
    [InlineData("tcp", "6")]
    [InlineData("all", "-1")]
    [InlineData("58", "58")]
    public async Task The_protocol_of_an_acl_entry_may_be_a_name(string given, string sent)
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("ec2", "CreateNetworkAclEntry",
            $$"""{"NetworkAclId":"a","RuleNumber":1,"Protocol":"{{given}}","RuleAction":"allow","Egress":true}""");
        Assert.Contains($"&Protocol={sent}&", call.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_is_another_name_for_filter()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("ec2", "DescribeHosts", """{"Filters":[{"Name":"a","Values":["b"]}]}""");
        Assert.Equal("Action=DescribeHosts&Version=2016-11-15&Filter.1.Name=a&Filter.1.Value.1=b", call.Sent);
    }

    [Fact]
    public async Task Both_names_at_once_are_refused()
    {
        var e = await Assert.ThrowsAsync<UsageException>(() => new ScriptedCall().InvokeAsync("ec2", "DescribeHosts", """{"Filters":[],"Filter":[]}"""));
        Assert.Equal("Parameter 'Filter' and its alias 'Filters' were provided for operation DescribeHosts.  Only one of them may be used.", e.Message);
    }

    /// <summary>What AWS CLI 2.36.12 sent at that time with these keys to this address.</summary>
    [Fact]
    public async Task A_snapshot_of_another_region_is_copied_with_a_signed_url_of_that_region()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>", Options = new() { Region = "us-west-2", EndpointUrl = "http://127.0.0.1:18473" } };
        await call.InvokeAsync("ec2", "CopySnapshot", """{"Description":"a b","SourceRegion":"us-east-1","SourceSnapshotId":"snap-1"}""");
        Assert.Equal(
            "Action=CopySnapshot&Version=2016-11-15&Description=a+b&SourceRegion=us-east-1&SourceSnapshotId=snap-1&PresignedUrl="
            + "http%3A%2F%2F127.0.0.1%3A18473%2F%3FAction%3DCopySnapshot%26Version%3D2016-11-15%26Description%3Da%2520b%26SourceRegion%3Dus-east-1"
            + "%26SourceSnapshotId%3Dsnap-1%26DestinationRegion%3Dus-west-2%26X-Amz-Algorithm%3DAWS4-HMAC-SHA256"
            + "%26X-Amz-Credential%3DAKID%252F20261125%252Fus-east-1%252Fec2%252Faws4_request%26X-Amz-Date%3D20261125T072118Z%26X-Amz-Expires%3D3600"
            + "%26X-Amz-SignedHeaders%3Dhost%26X-Amz-Signature%3Df0c1bab1e5868da644903f5e6c5905b00169179a054dfb7c4fd7910f139641ab"
            + "&DestinationRegion=us-west-2", call.Sent);
    }

    [Fact]
    public async Task The_signed_url_goes_to_the_host_of_the_other_region()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("ec2", "CopySnapshot", """{"SourceRegion":"us-east-1","SourceSnapshotId":"snap-1"}""");
        Assert.Equal("ec2.us-west-2.amazonaws.com", call.Request.Host);
        Assert.Contains("&PresignedUrl=https%3A%2F%2Fec2.us-east-1.amazonaws.com%2F%3F", call.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_url_of_the_callers_own_is_sent()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("ec2", "CopySnapshot", """{"PresignedUrl":"https://x","SourceRegion":"us-east-1","SourceSnapshotId":"snap-1"}""");
        Assert.Equal("Action=CopySnapshot&Version=2016-11-15&PresignedUrl=https%3A%2F%2Fx&SourceRegion=us-east-1&SourceSnapshotId=snap-1", call.Sent);
    }
}
