"""Whose house this is and who may do what in it: organisations, units, members, posts, roles, sign-in.

Words: Organisation (组织), Unit (单位), Membership (成员), Post (岗位), Role (角色).
"""
