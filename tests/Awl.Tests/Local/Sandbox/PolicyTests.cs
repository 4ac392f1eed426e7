using System.Text.RegularExpressions;
using Awl.Local.Sandbox;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Policies;
using CsCheck;

namespace Awl.Tests.Local.Sandbox;

public class PolicyTests
{
    static readonly Caller s_bob = new(CallerKind.User, "arn:aws:iam::123456789012:user/bob", "AIDABOB") { Name = "bob" };

    [Fact]
    public void A_wildcard_fits_what_the_regular_expression_of_the_same_meaning_fits()
        => Gen.Select(Gen.String[Gen.Char["ab*?"], 0, 8], Gen.String[Gen.Char["ab"], 0, 10])
            .Sample((pattern, text) => Wildcard.Fits(pattern, text, ignoreCase: false)
                == Regex.IsMatch(text, "^" + pattern.Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal) + "$"));

    [Theory]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"S3:getobject","Resource":"*"}}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s3:Get?bject","Resource":"arn:aws:s3:::B/*"}}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow","NotAction":["iam:*"],"NotResource":"arn:aws:s3:::other/*"}}""", true)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:Get*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*"}}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","127.0.0.0/8"]}}}}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"127.0.0.1"}}}}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}}}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}}}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}}}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"aws:MultiFactorAuthPresent":"true"}}}}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:username":["bob","eve"]}}}}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"AWS:UserName":"b*"},"NumericLessThan":{"s3:max-keys":"10"}}}}""", true)]
    public void A_policy_decides(string policy, bool expected)
    {
        var keys = new RequestKeys
        {
            ["aws:username"] = "bob",
            ["aws:SourceIp"] = "127.0.0.1",
            ["aws:CurrentTime"] = "2026-01-01T00:00:00Z",
            ["s3:max-keys"] = "5",
        };
        var decision = new PolicyEvaluation("s3:GetObject", "arn:aws:s3:::b/bob/k", keys).Decide(s_bob, "123456789012", [PolicyDocument.Parse(policy)], null, null, null);
        Assert.Equal(expected, decision.IsAllowed);
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/bob"}""", true)]
    [InlineData("\"*\"", true)]
    [InlineData("""{"AWS":"123456789012"}""", false)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/eve"}""", false)]
    public void A_policy_of_a_bucket_that_names_the_caller_is_enough(string principal, bool expected)
    {
        var policy = PolicyDocument.Parse($$$"""{"Statement":{"Effect":"Allow","Principal":{{{principal}}},"Action":"s3:*","Resource":"*"}}""");
        Assert.Equal(expected, new PolicyEvaluation("s3:GetObject", "arn:aws:s3:::b/k", new()).Decide(s_bob, "123456789012", [], null, null, policy).IsAllowed);
    }

    [Fact]
    public void A_session_may_do_what_both_its_role_and_its_limits_allow()
    {
        PolicyDocument all = PolicyDocument.Parse("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"""), none = PolicyDocument.Parse("""{"Statement":[]}""");
        var evaluation = new PolicyEvaluation("s3:GetObject", "*", new());
        Assert.True(evaluation.Decide(s_bob, "1", [all], null, [all], null).IsAllowed);
        Assert.False(evaluation.Decide(s_bob, "1", [all], null, [none], null).IsAllowed);
        Assert.False(evaluation.Decide(s_bob, "1", [none], null, [all], null).IsAllowed);
    }

    [Fact]
    public void A_boundary_gives_nothing_and_takes_what_it_does_not_allow()
    {
        PolicyDocument all = PolicyDocument.Parse("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"""), none = PolicyDocument.Parse("""{"Statement":[]}""");
        var evaluation = new PolicyEvaluation("s3:GetObject", "*", new());
        Assert.True(evaluation.Decide(s_bob, "1", [all], [all], null, null).IsAllowed);
        Assert.Equal("permissions boundary", evaluation.Decide(s_bob, "1", [all], [none], null, null).PolicyKind);
        Assert.False(evaluation.Decide(s_bob, "1", [none], [all], null, null).IsAllowed);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"Statement":{"Effect":"Maybe","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Whatever":{"a":"b"}}}}""")]
    public void What_is_no_policy_is_refused(string text)
        => Assert.Equal("MalformedPolicyDocument", Assert.Throws<SandboxException>(() => PolicyDocument.Parse(text)).Code);
}
