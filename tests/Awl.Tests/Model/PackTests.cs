using Awl.Model;

namespace Awl.Tests.Model;

public class PackTests
{
    const string Model = """
        {"metadata": {"serviceId": "Test", "protocols": ["query", "json"], "jsonVersion": "1.1"},
         "operations": {"GetThing": {"input": {"shape": "GetThingRequest"}, "errors": [{"shape": "NoSuchThing"}]}, "ListThings": {}},
         "shapes": {
           "GetThingRequest": {"type": "structure", "required": ["Name"], "members": {
             "Name": {"shape": "Text", "locationName": "thing-name", "location": "header"}, "Tags": {"shape": "TagMap"}}},
           "NoSuchThing": {"type": "structure", "members": {}, "exception": true, "error": {"code": "NoThing", "httpStatusCode": 404}},
           "TagMap": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
           "Text": {"type": "string", "max": 5, "enum": ["a", "b"]}}}
        """;

    [Fact]
    public void A_member_tells_its_wire_name_place_and_shape()
    {
        var input = TestModels.Service(Model).FindOperation("GetThing")!.Value.Input!.Value;
        var name = input.FindMember("Name")!.Value;
        Assert.Equal("GetThingRequest", input.Name);
        Assert.True(name.IsRequired);
        Assert.True(name.WireName.SequenceEqual("thing-name"u8));
        Assert.Equal(MemberLocation.Header, name.Location);
        Assert.Equal(["a", "b"], name.Shape.EnumValues);
        Assert.Equal("5", name.Shape.Max);
        Assert.Equal(ShapeKind.Map, input.Members[1].Shape.Kind);
        Assert.Equal("Text", input.Members[1].Shape.Value.Shape.Name);
    }

    [Fact]
    public void A_protocol_is_the_first_that_AWS_CLI_prefers() => Assert.Equal("json", TestModels.Service(Model).Protocol);

    [Fact]
    public void An_operation_is_found_by_its_name_and_by_its_command()
    {
        var service = TestModels.Service(Model);
        Assert.Equal("ListThings", service.FindCommand("list-things")!.Value.Name);
        Assert.Null(service.FindCommand("listthings"));
        Assert.Null(service.FindOperation("GetThings"));
        Assert.Equal(404, service.FindOperation("GetThing")!.Value.FindError("NoThing")!.Value.Traits.Number(Trait.ErrorStatus));
    }

    [Theory]
    [InlineData("DescribeInstances", "describe-instances")]
    [InlineData("CreateDBInstance", "create-db-instance")]
    [InlineData("ListObjectsV2", "list-objects-v2")]
    [InlineData("ListWebACLs", "list-web-acls")]
    [InlineData("CreateCachediSCSIVolume", "create-cached-iscsi-volume")]
    [InlineData("ExecutePartiQLStatement", "execute-partiql-statement")]
    [InlineData("S3Location", "s3-location")]
    [InlineData("MaxResults", "max-results")]
    [InlineData("maxResults", "max-results")]
    [InlineData("already-dashed", "already-dashed")]
    public void A_command_name_splits_words_as_AWS_CLI_does(string name, string command) => Assert.Equal(command, CommandNames.Of(name));
}
