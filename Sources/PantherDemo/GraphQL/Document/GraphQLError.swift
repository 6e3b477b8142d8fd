/// The reason why a GraphQL request cannot be answered, with its code in `extensions`.
struct GraphQLError: Error {
  let message: String
  var code = "BAD_REQUEST"
}
