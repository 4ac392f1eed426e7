using System.Text;
using Awl.Http;

namespace Awl.Tests.Http;

public class RedactedBodyTests
{
    static readonly HashSet<string> Sensitive = ["Pets", "userData"];

    [Theory]
    [InlineData("""{"Name":"x","Password":"p1","N":1.50,"Ok":true,"None":null}""", """{"Name":"x","Password":"***","N":1.50,"Ok":true,"None":null}""")]
    [InlineData("""{"Credentials":{"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"s","SessionToken":"t","Expiration":1.9E9}}""",
        """{"Credentials":{"AccessKeyId":"****************MPLE","SecretAccessKey":"***","SessionToken":"***","Expiration":1.9E9}}""")]
    [InlineData("""{"Pets":{"a":[1,{"b":"x"}],"c":"y"},"After":"z"}""", """{"Pets":{"a":["***",{"b":"***"}],"c":"***"},"After":"z"}""")]
    [InlineData("""{"List":[{"userData":"u","Id":1},{"Id":2}],"After":"z"}""", """{"List":[{"userData":"***","Id":1},{"Id":2}],"After":"z"}""")]
    [InlineData("""{"Tokens":["a"],"refreshToken":["a","b"],"x":"ü"}""", """{"Tokens":["a"],"refreshToken":["***","***"],"x":"ü"}""")]
    [InlineData("""{"input":"{\"password\":\"p\",\"a\":1}"}""", """{"input":"{\"password\":\"***\",\"a\":1}"}""")]
    [InlineData("""{"Location":"https://b/k?X-Amz-Signature=abc"}""", """{"Location":"https://b/k?X-Amz-Signature=***"}""")]
    [InlineData("\uFEFF[1]", "[1]")]
    public void Json_is_shown_with_its_secrets_masked(string body, string shown) => Assert.Equal(shown, Of(body, "application/x-amz-json-1.1"));

    [Theory]
    [InlineData("<a><SecretAccessKey>s</SecretAccessKey><b>c</b></a>", "<a><SecretAccessKey>***</SecretAccessKey><b>c</b></a>")]
    [InlineData("<?xml version=\"1.0\"?>\n<r xmlns=\"u\"><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId></r>", "<r><AccessKeyId>****************MPLE</AccessKeyId></r>")]
    [InlineData("<r><Pets><a>x</a><b/></Pets><c>d</c></r>", "<r><Pets><a>***</a><b/></Pets><c>d</c></r>")]
    [InlineData("<r><n:SessionToken n:x='>'>s<!-- t -->t</n:SessionToken></r>", "<r><SessionToken>******</SessionToken></r>")]
    [InlineData("<r><Password><![CDATA[a<b]]></Password></r>", "<r><Password>***</Password></r>")]
    [InlineData("<r><Password>cut", "<r><Password>***")]
    [InlineData("<r><u>https://b/k?a=1&amp;X-Amz-Signature=abc&amp;z=2</u></r>", "<r><u>https://b/k?a=1&amp;X-Amz-Signature=***&amp;z=2</u></r>")]
    public void Xml_is_shown_with_its_secrets_masked(string body, string shown) => Assert.EndsWith(shown, Of(body, "text/xml"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Action=CreateUser&Password=p&Version=1", "Action=CreateUser&Password=***&Version=1")]
    [InlineData("Credentials.SecretAccessKey=s&Pets.member.1.Name=x&TokenCode=123456", "Credentials.SecretAccessKey=***&Pets.member.1.Name=***&TokenCode=***")]
    public void A_form_is_shown_with_its_secrets_masked(string body, string shown)
        => Assert.Equal(shown, Of(body, "application/x-www-form-urlencoded; charset=utf-8"));

    [Theory]
    [InlineData("AQAAANtoken", "text/plain", "(11 bytes, text/plain)")]
    [InlineData("{\"Password\":\"p", "application/json", "(14 bytes, application/json)")]
    [InlineData("{\"a\":1} SECRET", null, "(14 bytes, no type)")]
    [InlineData("Password=p", null, "(10 bytes, no type)")]
    [InlineData("", "text/xml", "")]
    public void What_cannot_be_understood_is_not_shown(string body, string? contentType, string shown) => Assert.Equal(shown, Of(body, contentType));

    static string Of(string body, string? contentType) => RedactedBody.Of(Encoding.UTF8.GetBytes(body), contentType, Sensitive);
}
