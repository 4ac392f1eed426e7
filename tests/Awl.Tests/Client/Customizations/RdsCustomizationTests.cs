namespace Awl.Tests.Client.Customizations;

public class RdsCustomizationTests
{
    /// <summary>What AWS CLI 2.36.12 sent at that time with these keys to this address.</summary>
    [Fact]
    public async Task A_source_region_becomes_a_signed_url_of_that_region()
    {
        var call = new ScriptedCall
        {
            ReplyBody = Reply("CopyDBSnapshot"),
            Options = new() { Region = "us-west-2", EndpointUrl = "http://127.0.0.1:18473" },
            Machine = { Now = new(2026, 11, 25, 7, 21, 19, TimeSpan.Zero) },
        };
        await call.InvokeAsync("rds", "CopyDBSnapshot",
            """{"SourceDBSnapshotIdentifier":"arn:x","TargetDBSnapshotIdentifier":"t","SourceRegion":"us-east-1"}""");
        Assert.Equal(
            "Action=CopyDBSnapshot&Version=2014-10-31&SourceDBSnapshotIdentifier=arn%3Ax&TargetDBSnapshotIdentifier=t&PreSignedUrl="
            + "http%3A%2F%2F127.0.0.1%3A18473%2F%3FAction%3DCopyDBSnapshot%26Version%3D2014-10-31%26SourceDBSnapshotIdentifier%3Darn%253Ax"
            + "%26TargetDBSnapshotIdentifier%3Dt%26DestinationRegion%3Dus-west-2%26X-Amz-Algorithm%3DAWS4-HMAC-SHA256"
            + "%26X-Amz-Credential%3DAKID%252F20261125%252Fus-east-1%252Frds%252Faws4_request%26X-Amz-Date%3D20261125T072119Z%26X-Amz-Expires%3D3600"
            + "%26X-Amz-SignedHeaders%3Dhost%26X-Amz-Signature%3D189076682fdfb6006482c90d61710527194acf6bfab18d204e01c43134f2ecaa", call.Sent);
    }

    [Theory]
    [InlineData("rds", "CopyDBClusterSnapshot", """{"SourceDBClusterSnapshotIdentifier":"s","TargetDBClusterSnapshotIdentifier":"t","SourceRegion":"us-east-1"}""")]
    [InlineData("rds", "CreateDBCluster", """{"DBClusterIdentifier":"s","Engine":"t","SourceRegion":"us-east-1"}""")]
    [InlineData("rds", "CreateDBInstanceReadReplica", """{"DBInstanceIdentifier":"s","SourceRegion":"us-east-1"}""")]
    [InlineData("rds", "StartDBInstanceAutomatedBackupsReplication", """{"SourceDBInstanceArn":"s","SourceRegion":"us-east-1"}""")]
    [InlineData("docdb", "CopyDBClusterSnapshot", """{"SourceDBClusterSnapshotIdentifier":"s","TargetDBClusterSnapshotIdentifier":"t","SourceRegion":"us-east-1"}""")]
    [InlineData("docdb", "CreateDBCluster", """{"DBClusterIdentifier":"s","Engine":"t","SourceRegion":"us-east-1"}""")]
    [InlineData("neptune", "CopyDBClusterSnapshot", """{"SourceDBClusterSnapshotIdentifier":"s","TargetDBClusterSnapshotIdentifier":"t","SourceRegion":"us-east-1"}""")]
    [InlineData("neptune", "CreateDBCluster", """{"DBClusterIdentifier":"s","Engine":"t","SourceRegion":"us-east-1"}""")]
    public async Task All_copies_between_regions_carry_a_signed_url(string service, string operation, string input)
    {
        var call = new ScriptedCall { ReplyBody = Reply(operation) };
        await call.InvokeAsync(service, operation, input);
        Assert.Contains("&PreSignedUrl=https%3A%2F%2Frds.us-east-1.amazonaws.com%2F%3F", call.Sent, StringComparison.Ordinal);
        Assert.DoesNotContain("&SourceRegion=", call.Sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"DBInstanceIdentifier":"s"}""", "DBInstanceIdentifier=s")]
    [InlineData("""{"DBInstanceIdentifier":"s","SourceRegion":"us-east-1","PreSignedUrl":"u"}""", "DBInstanceIdentifier=s&PreSignedUrl=u")]
    public async Task A_copy_within_a_region_or_with_a_url_of_the_callers_own_has_none(string input, string sent)
    {
        var call = new ScriptedCall { ReplyBody = Reply("CreateDBInstanceReadReplica") };
        await call.InvokeAsync("rds", "CreateDBInstanceReadReplica", input);
        Assert.Equal("Action=CreateDBInstanceReadReplica&Version=2014-10-31&" + sent, call.Sent);
    }

    static string Reply(string operation) => $"<r><{operation}Result/></r>";
}
