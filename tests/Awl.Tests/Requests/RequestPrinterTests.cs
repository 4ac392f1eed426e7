using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Requests;

public class RequestPrinterTests
{
    const string Token = "AQoSESSIONTOKENxyz";

    static Task<(string Output, string Error, int ExitCode)> RunAsync(params string[] args) => RunAsync(Token, args);

    static async Task<(string Output, string Error, int ExitCode)> RunAsync(string token, string[] args)
    {
        var machine = new FakeMachine().With("body.txt", "hello");
        machine.Variables["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        machine.Variables["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        machine.Variables["AWS_SESSION_TOKEN"] = token;
        machine.Variables["AWS_REGION"] = "eu-west-1";
        using var terminal = new FakeTerminal();
        var exitCode = await Cli.Program.RunAsync(args, terminal, machine);
        Assert.DoesNotContain("wJalrXUtnFEMI", terminal.OutputText + terminal.ErrorText, StringComparison.Ordinal);
        return (terminal.OutputText, terminal.ErrorText, exitCode);
    }

    [Fact]
    public async Task For_reading_it_shows_method_url_headers_and_body_and_masks_the_session_token()
    {
        var (output, error, exitCode) = await RunAsync("sqs", "send-message", "--queue-url", "https://sqs.eu-west-1.amazonaws.com/1/q", "--message-body", "it's", "--print-request");

        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.Split('\n');
        Assert.Equal("POST https://sqs.eu-west-1.amazonaws.com/", lines[0]);
        Assert.Contains("X-Amz-Target: AmazonSQS.SendMessage", lines);
        Assert.Contains("X-Amz-Security-Token: ***", lines);
        Assert.Contains(lines, line => line.StartsWith("Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20300102/eu-west-1/sqs/aws4_request", StringComparison.Ordinal));
        Assert.EndsWith("\n\n{\"QueueUrl\":\"https://sqs.eu-west-1.amazonaws.com/1/q\",\"MessageBody\":\"it's\"}\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rds", "copy-db-snapshot", "--source-db-snapshot-identifier", "arn:aws:rds:us-east-1:1:snapshot:a", "--target-db-snapshot-identifier", "b")]
    [InlineData("ec2", "copy-snapshot", "--source-snapshot-id", "snap-1")]
    public async Task The_session_token_is_masked_in_the_signed_URL_that_a_request_carries(params string[] command)
    {
        var (output, _, exitCode) = await RunAsync("IQoJb3JpZ2lu//TOKEN+tail==", [.. command, "--source-region", "us-east-1", "--print-request"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("X-Amz-Security-Token%3D***%26", output, StringComparison.Ordinal);
        Assert.DoesNotContain("IQoJ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_for_curl_has_the_session_token_and_the_debug_log_does_not()
    {
        var (output, error, _) = await RunAsync("sts", "get-caller-identity", "--print-request=curl", "--debug");

        Assert.StartsWith("curl -X POST https://sts.eu-west-1.amazonaws.com/ -H ", output, StringComparison.Ordinal);
        Assert.Contains($"-H 'X-Amz-Security-Token: {Token}'", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_pages_it_is_the_first_with_the_size_that_is_wanted()
    {
        var (output, _, _) = await RunAsync("iam", "list-users", "--page-size", "7", "--print-request");
        Assert.EndsWith("\nAction=ListUsers&Version=2010-05-08&MaxItems=7\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_streamed_body_goes_in_chunks_for_us_and_in_one_piece_for_curl()
    {
        var (text, _, _) = await RunAsync("s3api", "put-object", "--bucket", "b", "--key", "k/", "--body", "body.txt", "--print-request");
        Assert.Contains("Content-Encoding: aws-chunked\n", text, StringComparison.Ordinal);

        var (line, _, _) = await RunAsync("s3api", "put-object", "--bucket", "b", "--key", "k/", "--body", "body.txt", "--print-request=curl");
        Assert.EndsWith(" -H Content-Type: --data-binary hello\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain("aws-chunked", line, StringComparison.Ordinal);
        Assert.Contains("-H 'x-amz-checksum-crc64nvme: ", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AQID", "printf %s AQID | base64 -d | curl ")]      // control characters
    [InlineData("QGZpbGU=", "printf %s QGZpbGU= | base64 -d | curl ")]   // @file would be read as a file's name
    [InlineData("aGk=", "curl ")]
    public async Task A_body_that_a_word_cannot_hold_goes_through_a_pipe(string payload, string start)
    {
        var (output, _, _) = await RunAsync("lambda", "invoke", "--function-name", "f", "--payload", payload, "out", "--print-request=curl");
        Assert.StartsWith(start, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiter_prints_what_it_would_ask()
    {
        var (output, _, exitCode) = await RunAsync("s3api", "wait", "bucket-exists", "--bucket", "b", "--print-request=curl");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("curl -I https://s3.eu-west-1.amazonaws.com/b -H ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--print-reque")]
    [InlineData("--print-request=wget")]
    public async Task No_shortened_name_and_no_other_value_is_taken(string option) => Assert.Equal(252, (await RunAsync("sts", "get-caller-identity", option)).ExitCode);
}
