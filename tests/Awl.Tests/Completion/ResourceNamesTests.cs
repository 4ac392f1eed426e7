using Awl.Cli.Commands;
using Awl.Cli.Completion;
using Awl.Models;
using Awl.Tests.Machines;
using Awl.Tests.Scripts;
using Awl.Tests.Terminals;

namespace Awl.Tests.Completion;

/// <summary>Names of resources of the account: which operation lists them, and that asking is quick and silent.</summary>
public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("ec2", "DeleteVpc", "VpcId", "DescribeVpcs Vpcs.VpcId")]
    [InlineData("ec2", "DescribeInstances", "InstanceIds", "DescribeInstances Reservations.Instances.InstanceId")]
    [InlineData("ec2", "RunInstances", "KeyName", "DescribeKeyPairs KeyPairs.KeyName")]
    [InlineData("ec2", "ReleaseAddress", "AllocationId", "DescribeAddresses Addresses.AllocationId")]
    [InlineData("databrew", "DeleteRuleset", "Name", "ListRulesets Rulesets.Name")]
    [InlineData("databrew", "CreateRuleset", "Name", null)]
    [InlineData("iam", "GetUser", "UserName", "ListUsers Users.UserName")]
    [InlineData("iam", "CreateUser", "UserName", null)]
    [InlineData("iam", "AttachRolePolicy", "PolicyArn", "ListPolicies Policies.Arn")]
    [InlineData("lambda", "Invoke", "FunctionName", "ListFunctions Functions.FunctionName")]
    [InlineData("s3", "GetObject", "Bucket", "ListBuckets Buckets.Name")]
    [InlineData("s3", "GetObject", "Key", null)]
    [InlineData("sqs", "SendMessage", "QueueUrl", "ListQueues QueueUrls")]
    [InlineData("sns", "Publish", "TopicArn", "ListTopics Topics.TopicArn")]
    [InlineData("dynamodb", "GetItem", "TableName", "ListTables TableNames")]
    [InlineData("ecs", "ListTasks", "cluster", "ListClusters clusterArns")]
    [InlineData("logs", "GetLogEvents", "logGroupName", "ListLogGroups logGroups.logGroupName")]
    [InlineData("kms", "Encrypt", "KeyId", "ListKeys Keys.KeyId")]
    [InlineData("rds", "DeleteDBInstance", "DBInstanceIdentifier", "DescribeDBInstances DBInstances.DBInstanceIdentifier")]
    [InlineData("cloudformation", "DescribeStacks", "StackName", "ListStacks StackSummaries.StackName")]
    public void Names_follow_from_the_models(string service, string operation, string member, string? source)
    {
        var found = ModelPack.Open().FindService(service)!.Value.FindOperation(operation)!.Value;
        var names = ResourceSource.Find(found, found.Input!.Value.FindMember(member)!.Value);
        Assert.Equal(source, names is null ? null : $"{names.Operation.Name} {string.Join('.', names.Path)}");
    }

    [Fact]
    public async Task The_service_is_asked_once_and_the_answer_kept()
    {
        await using var server = new ScriptServer { Replies = ["""200 {"QueueUrls":["https://q/a","https://q/b\u001b"]}"""] };
        var machine = MachineAt(server.Url);
        Assert.Equal(["https://q/a"], Complete(machine));
        Assert.Equal(["https://q/a"], Complete(machine));
        Assert.Single(server.Requests);

    }

    [Fact]
    public async Task Without_an_answer_there_is_silence()
    {
        Assert.Equal("", await CompleteAsync(MachineAt("http://127.0.0.1:1")));
        Assert.Equal("", await CompleteAsync(new FakeMachine()));
    }

    /// <summary>With more patience than a person has: the machine that tests run on may be busy.</summary>
    static string[] Complete(FakeMachine machine)
    {
        var models = ModelPack.Open();
        using var session = new Session(models, new() { Machine = machine });
        var resources = new ResourceNames(models, machine, TimeSpan.FromSeconds(30));
        var completer = new Completer(new CommandTable(new(session, models)), new(models, machine, resources.Find));
        return [.. completer.Complete(TypedLine.Parse("awl sqs purge-queue --queue-url ", null)).Select(static candidate => candidate.Text)];
    }

    static FakeMachine MachineAt(string url) => new()
    {
        Variables = { ["AWS_ENDPOINT_URL"] = url, ["AWS_REGION"] = "eu-west-1", ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b", ["AWS_MAX_ATTEMPTS"] = "1" },
    };

    static async Task<string> CompleteAsync(FakeMachine machine)
    {
        machine.Variables["COMP_LINE"] = "awl sqs purge-queue --queue-url ";
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(Cli.Commands.Completion.CompleterWords, terminal, machine));
        Assert.Empty(terminal.ErrorText);
        return terminal.OutputText;
    }
}
