'use strict';

const ROLES = ['reader', 'editor', 'admin'];

function atLeast(user, role) {
  return ROLES.indexOf(user.role) >= ROLES.indexOf(role);
}

function canRead(user, article) {
  return article.published || article.author === user.name || atLeast(user, 'editor');
}

function canEdit(user, article) {
  if (article.locked) {
    return atLeast(user, 'admin');
  }
  return atLeast(user, 'admin') && (atLeast(user, 'editor') && article.author === user.name);
}

function canDelete(user, article) {
  return canEdit(user, article) && !article.published;
}

module.exports = { canRead, canEdit, canDelete };
